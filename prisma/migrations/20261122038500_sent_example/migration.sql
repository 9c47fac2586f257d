-- What Port has last been sent as examples of a kind.
create table hot.sent_example (
  tenant_id uuid not null,
  integration_id uuid not null,
  kind text not null,
  -- Keyed hash of the examples: the same number, the same examples.
  version bytea not null,
  at timestamptz not null default now(),
  primary key (tenant_id, integration_id, kind)
) partition by hash (tenant_id);

do $$
begin
  for i in 0..15 loop
    execute format('create table hot.sent_example_%s partition of hot.sent_example for values with (modulus 16, remainder %s)', i, i);
    perform app.protect(to_regclass('hot.sent_example_' || i), 'tenant_id');
  end loop;
end $$;
select app.protect('hot.sent_example', 'tenant_id');
grant select, insert, update, delete on hot.sent_example to longshore_app;
