-- The newest raw resource of each resource: redacted, compressed, sealed with the tenant's data key.
create table hot.raw (
  tenant_id uuid not null,
  scope_id bigint not null,
  key bytea not null,
  -- Keyed hash of what the body was made from: the same number, the same body.
  version bytea not null,
  body_ct bytea not null,
  at timestamptz not null default now(),
  primary key (tenant_id, scope_id, key)
) partition by hash (tenant_id);

-- What happened in a sync, line by line. Numbered within the sync, without gaps.
create table hot.sync_log (
  tenant_id uuid not null,
  sync_id uuid not null,
  no int not null,
  at timestamptz not null default now(),
  level text not null check (level in ('debug', 'info', 'warning', 'error')),
  message text not null,
  kind text,
  account text,
  region text,
  data jsonb not null default '{}',
  primary key (tenant_id, sync_id, no, at)
) partition by range (at);

select app.protect('hot.raw', 'tenant_id'), app.protect('hot.sync_log', 'tenant_id');
grant select, insert, update, delete on hot.raw, hot.sync_log to longshore_app;

do $$
begin
  for i in 0..15 loop
    execute format('create table hot.raw_%s partition of hot.raw for values with (modulus 16, remainder %1$s)', i);
    -- It is compressed already.
    execute format('alter table hot.raw_%s alter column body_ct set storage external', i);
    perform app.protect(format('hot.raw_%s', i)::regclass, 'tenant_id');
  end loop;
end $$;

-- Whoever forgets a resource forgets what it looked like.
create function hot.forget_raw() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from hot.raw r using gone g where r.tenant_id = g.tenant_id and r.scope_id = g.scope_id and r.key = g.key;
  return null;
end $$;
revoke execute on function hot.forget_raw() from public;
create trigger forget_raw after delete on hot.resource referencing old table as gone for each statement execute function hot.forget_raw();

-- Events and log are kept for 30 days at least: the week that is, and the five before it.
create or replace function hot.maintain_partitions() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  spec record;
  period timestamptz;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('hot.maintain_partitions'));
  for spec in
    select * from (values
      ('sync_event', 'week', interval '1 week', 5), ('sync_log', 'week', interval '1 week', 5), ('deletion', 'month', interval '1 month', 2)
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

-- What the stages of the account sync took, and the kinds that yielded nothing although not everything was looked at.
alter table app.account_sync add column effort jsonb not null default '{}', add column warnings jsonb not null default '[]';
