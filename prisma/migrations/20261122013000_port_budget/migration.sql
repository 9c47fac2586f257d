-- One token bucket per Port organization, which all workers share. It belongs to no tenant and holds nothing of one, so it
-- has no policy, and only the system role sees it.
create table app.port_budget (
  port_org text primary key,
  -- Below zero: places given away ahead.
  tokens double precision not null,
  refill_per_s double precision not null,
  burst double precision not null,
  -- In place of refill_per_s until reset_at.
  scarce_per_s double precision,
  reset_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, insert, update on app.port_budget to longshore_system;
