-- What a dry sync would do, entity by entity.
create table hot.planned_change (
  tenant_id uuid not null,
  sync_id uuid not null,
  id bigint not null default nextval('hot.event_seq'),
  at timestamptz not null default now(),
  account_id uuid not null,
  region text not null,
  kind text not null,
  aws_id text not null,
  action text not null check (action in ('created', 'updated', 'deleted', 'held')),
  blueprint text not null,
  identifier text not null,
  reason text,
  primary key (tenant_id, sync_id, id, at)
) partition by range (at);

select app.protect('hot.planned_change', 'tenant_id');
grant select, insert, update, delete on hot.planned_change to longshore_app;

-- Plans are kept as long as the events of their syncs.
create or replace function hot.maintain_partitions() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  spec record;
  period timestamptz;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('hot.maintain_partitions'));
  for spec in
    select * from (values
      ('sync_event', 'week', interval '1 week', 5), ('sync_log', 'week', interval '1 week', 5),
      ('planned_change', 'week', interval '1 week', 5), ('deletion', 'month', interval '1 month', 2)
    ) v (name, unit, step, keep)
  loop
    for i in 0..2 loop
      period := date_trunc(spec.unit, now(), 'UTC') + i * spec.step;
      child := spec.name || '_' || to_char(period at time zone 'UTC', 'YYYYMMDD');
      if to_regclass('hot.' || child) is null then
        execute format('create table hot.%I partition of hot.%I for values from (%L) to (%L)', child, spec.name, period, period + spec.step);
        perform app.protect(to_regclass('hot.' || child), 'tenant_id');
      end if;
    end loop;
    for child in
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass('hot.' || spec.name)
        and c.relname < spec.name || '_' || to_char((date_trunc(spec.unit, now(), 'UTC') - spec.keep * spec.step) at time zone 'UTC', 'YYYYMMDD')
    loop
      execute format('drop table hot.%I', child);
    end loop;
  end loop;
end $$;
select hot.maintain_partitions();
