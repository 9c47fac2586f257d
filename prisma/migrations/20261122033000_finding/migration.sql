-- Entities that a resource writes to and did not make: Port found them by a search. They are no claims, so nothing here keeps an
-- entity from being deleted, nor has one deleted.
create table hot.finding (
  tenant_id uuid not null,
  scope_id bigint not null,
  key bytea not null,
  entry text not null,
  blueprint text not null,
  identifier text not null,
  mapping_no int not null,
  sync_id uuid not null,
  found_at timestamptz not null default now(),
  primary key (tenant_id, scope_id, key, entry, blueprint, identifier),
  foreign key (tenant_id, scope_id, key) references hot.resource on delete cascade
) partition by hash (tenant_id);

do $$
begin
  for i in 0..15 loop
    execute format('create table hot.finding_%s partition of hot.finding for values with (modulus 16, remainder %s)', i, i);
    perform app.protect(to_regclass('hot.finding_' || i), 'tenant_id');
  end loop;
end $$;
select app.protect('hot.finding', 'tenant_id');
grant select, insert, update, delete on hot.finding to longshore_app;
