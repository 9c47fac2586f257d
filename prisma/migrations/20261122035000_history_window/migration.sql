-- When a resource leaves the window of its kind's history; null where nothing says so. It replaces a mark that nothing set.
alter table hot.resource add column ages_at timestamptz, drop column aged_out;
