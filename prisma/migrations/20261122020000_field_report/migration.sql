-- How the fields of each resource entry came out, as far as this account sync has mapped anything: one object per field,
-- those without faults with nothing but their number.
alter table app.account_sync add column field_report jsonb not null default '[]';
