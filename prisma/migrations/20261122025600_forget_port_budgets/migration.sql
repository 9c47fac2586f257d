-- The upkeep forgets the budgets of organizations that nobody syncs to any more.
grant delete on app.port_budget to longshore_system;
