-- `app` is modelled in prisma/schema.prisma; `hot` is the ledger and is reached by raw SQL only.
-- The runner has created the three roles and runs this file as longshore_owner.
create schema app;
create schema hot;

create table app.tenant (
  id uuid primary key,
  name text not null,
  state text not null default 'active' check (state in ('active', 'suspended', 'deleting', 'deleted')),
  issuer_url text not null unique,
  port_region text not null,
  port_org_id text not null,
  -- The tenant's data key, wrapped by the key encryption key named in dek_kek; null once destroyed.
  dek bytea,
  dek_kek text,
  syncs text not null default 'on' check (syncs in ('on', 'off')),
  pushes text not null default 'on' check (pushes in ('on', 'off')),
  deletions text not null default 'on' check (deletions in ('on', 'hold', 'off')),
  settings jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index tenant_port_org_id_live on app.tenant (port_org_id) where state <> 'deleted';

create table app.api_key (
  tenant_id uuid not null references app.tenant,
  id uuid not null,
  hash bytea not null unique,
  prefix text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

create table app.secret (
  tenant_id uuid not null references app.tenant,
  id uuid not null,
  purpose text not null,
  version int not null,
  ciphertext bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, purpose, version)
);

create table app.signing_key (
  kid text primary key,
  alg text not null,
  public_jwk jsonb not null,
  private_ct bytea not null,
  kek text not null,
  state text not null check (state in ('pending', 'active', 'retiring', 'retired')),
  publish_at timestamptz not null,
  activate_at timestamptz,
  retire_at timestamptz
);
create unique index signing_key_one_active on app.signing_key (alg) where state = 'active';

create table app.integration (
  tenant_id uuid not null references app.tenant,
  id uuid not null,
  identifier text not null,
  state text not null default 'pending' check (state in ('pending', 'active', 'paused', 'deleting', 'deleted')),
  accounts jsonb not null,
  interval_minutes int,
  next_due_at timestamptz,
  cap int not null default 5,
  mapping_no int,
  push_epoch smallint not null default 1,
  settings jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index integration_identifier_live on app.integration (tenant_id, identifier) where state <> 'deleted';
create index integration_due on app.integration (next_due_at) where state = 'active';

create table app.mapping_version (
  tenant_id uuid not null,
  integration_id uuid not null,
  no int not null,
  source text not null,
  document jsonb not null,
  entries jsonb not null,
  actor text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, integration_id, no),
  foreign key (tenant_id, integration_id) references app.integration
);

create table app.blueprint_name (
  tenant_id uuid not null,
  id int generated always as identity,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table app.account (
  tenant_id uuid not null,
  id uuid not null,
  integration_id uuid not null,
  aws_account_id char(12) not null,
  role_arn text not null,
  origin text not null check (origin in ('single', 'list', 'organization')),
  state text not null check (state in ('pending', 'active', 'role_lost', 'left')),
  state_since timestamptz not null default now(),
  state_detail text,
  regions jsonb,
  regions_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, integration_id, aws_account_id),
  foreign key (tenant_id, integration_id) references app.integration
);

create table app.sync (
  tenant_id uuid not null,
  id uuid not null,
  integration_id uuid not null,
  no bigint not null,
  trigger text not null,
  filter jsonb,
  mapping_no int not null,
  state text not null check (state in ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled')),
  detail text,
  counts jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  started_at timestamptz,
  deadline_at timestamptz not null,
  closed_at timestamptz,
  cancel_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, integration_id, no),
  foreign key (tenant_id, integration_id) references app.integration
);
create unique index sync_one_live on app.sync (tenant_id, integration_id) where state in ('queued', 'running');

create table app.account_sync (
  tenant_id uuid not null,
  id uuid not null,
  sync_id uuid not null,
  account_id uuid not null,
  integration_id uuid not null,
  state text not null check (state in ('ready', 'running', 'done')),
  outcome text,
  detail text,
  fence bigint not null default 0,
  lease_until timestamptz,
  worker text,
  attempts int not null default 0,
  queued_at timestamptz,
  -- Regions and kinds; its cells are numbered kind by kind, region by region. Null until the account was reached.
  plan jsonb,
  -- One bit per cell of the plan that has ended.
  done bytea not null default '',
  -- By cell number: only cells that are not "complete and empty".
  outcomes jsonb not null default '{}',
  counts jsonb not null default '{}',
  ready_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, sync_id, account_id),
  foreign key (tenant_id, sync_id) references app.sync
);
create index account_sync_ready on app.account_sync (tenant_id, integration_id, ready_at) where state = 'ready';
create index account_sync_leased on app.account_sync (lease_until) where state = 'running';

create table app.idempotency (
  tenant_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status int,
  response jsonb,
  expires_at timestamptz not null,
  primary key (tenant_id, key)
);

-- Kill switches of the whole installation: syncs, pushes, deletions.
create table app.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- Numbers AWS reads across workers: a lower number is an older look at AWS.
create sequence hot.observation;
create sequence hot.scope_id;
create sequence hot.entity_id;
create sequence hot.intent;
create sequence hot.event_seq;

create table hot.scope (
  tenant_id uuid not null,
  id bigint not null default nextval('hot.scope_id'),
  integration_id uuid not null,
  account_id uuid not null,
  region text not null,
  kind text not null,
  model_hash bytea not null default '',
  model jsonb,
  outcome text not null,
  outcome_detail jsonb,
  item_count int not null default 0,
  completed_at timestamptz,
  orphaned_at timestamptz,
  orphan_reason text,
  primary key (tenant_id, id),
  unique (tenant_id, account_id, region, kind, model_hash)
);

create table hot.checkpoint (
  tenant_id uuid not null,
  account_sync_id uuid not null,
  scope_id bigint not null,
  page int not null,
  walk bigint not null,
  cursor text,
  cursor_at timestamptz not null,
  items int not null,
  -- 16 bytes per item.
  seen bytea not null,
  primary key (tenant_id, account_sync_id, scope_id, page)
);

create table hot.resource (
  tenant_id uuid not null,
  scope_id bigint not null,
  key bytea not null,
  aws_id text not null,
  raw_hash bytea not null,
  mapped_with bytea not null,
  obs bigint not null,
  -- When a complete walk first missed it; null while it is seen.
  absent_at timestamptz,
  -- m mapped, f filtered, e failed.
  item_state "char" not null,
  primary key (tenant_id, scope_id, key)
) partition by hash (tenant_id);

create index resource_absent on hot.resource (tenant_id, scope_id) where absent_at is not null;

create table hot.entity (
  tenant_id uuid not null,
  id bigint not null default nextval('hot.entity_id'),
  blueprint_id int not null,
  identifier text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, blueprint_id, identifier)
) partition by hash (tenant_id);

-- This resource, through this entry, makes this entity. Another entity is another claim, so a changed identifier leaves the old claim to be settled.
create table hot.claim (
  tenant_id uuid not null,
  scope_id bigint not null,
  key bytea not null,
  entry text not null,
  entity_id bigint not null,
  body_hash bytea not null,
  -- What Port has confirmed; null means "push again".
  pushed_hash bytea,
  intent bigint not null,
  epoch smallint not null,
  mapping_no int not null,
  unmapped boolean not null default false,
  primary key (tenant_id, scope_id, key, entry, entity_id)
) partition by hash (tenant_id);
-- Without the tenant, since ids are unique over all tenants: a leading tenant would tempt the planner to read all of its claims.
create index claim_entity on hot.claim (entity_id);
create index claim_unconfirmed on hot.claim (tenant_id, scope_id) where pushed_hash is null;
create index claim_unmapped on hot.claim (tenant_id, scope_id) where unmapped;

create table hot.failure (
  tenant_id uuid not null,
  entity_id bigint not null,
  sync_id uuid not null,
  code text not null,
  detail text,
  -- The whole entity, sealed with the tenant's data key, for the retry.
  body_ct bytea,
  attempts int not null default 1,
  retry_at timestamptz,
  primary key (tenant_id, entity_id)
) partition by hash (tenant_id);

do $$
declare
  t text;
begin
  foreach t in array array['resource', 'entity', 'claim', 'failure'] loop
    for i in 0..15 loop
      execute format(
        'create table hot.%I partition of hot.%I for values with (modulus 16, remainder %s)%s',
        t || '_' || i, t, i,
        case t when 'claim' then ' with (fillfactor = 80)' when 'resource' then ' with (fillfactor = 90)' else '' end);
    end loop;
  end loop;
end $$;

create table hot.deletion_hold (
  tenant_id uuid not null,
  id uuid not null,
  integration_id uuid not null,
  sync_id uuid not null,
  scope_id bigint,
  count int not null,
  share real not null,
  reason text not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'expired')),
  actor text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table hot.deletion (
  tenant_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  integration_id uuid not null,
  sync_id uuid not null,
  hold_id uuid,
  blueprint text not null,
  identifier text not null,
  aws_id text,
  reason text not null check (reason in ('gone', 'unmapped', 'aged-out')),
  evidence jsonb not null,
  -- The entity as Port had it just before, sealed with the tenant's data key.
  before_ct bytea,
  state text not null check (state in ('held', 'deleting', 'deleted', 'kept', 'restored')),
  primary key (tenant_id, id, created_at)
) partition by range (created_at);
create index deletion_entity on hot.deletion (tenant_id, blueprint, identifier);
create index deletion_unfinished on hot.deletion (tenant_id, sync_id) where state = 'deleting';

create table hot.sync_event (
  tenant_id uuid not null,
  sync_id uuid not null,
  seq bigint not null default nextval('hot.event_seq'),
  at timestamptz not null default now(),
  type text not null,
  data jsonb not null,
  primary key (tenant_id, sync_id, seq, at)
) partition by range (at);

-- Row level security, forced, on every table with a tenant: partitions too, since a partition can be named directly.
create function app.protect(target regclass, tenant_column name) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s to longshore_app using (%2$I = (select nullif(current_setting(''app.tenant'', true), '''')::uuid)) '
    'with check (%2$I = (select nullif(current_setting(''app.tenant'', true), '''')::uuid))', target, tenant_column);
end $$;

-- Creates the partitions that the next `ahead` periods need, and drops those older than `keep` periods. Run daily.
create function hot.maintain_partitions() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  spec record;
  period timestamptz;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('hot.maintain_partitions'));
  for spec in
    select * from (values ('sync_event', 'week', interval '1 week', 3), ('deletion', 'month', interval '1 month', 2)) v (name, unit, step, keep)
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
revoke execute on function app.protect(regclass, name), hot.maintain_partitions() from public;
grant execute on function hot.maintain_partitions() to longshore_system;

do $$
declare
  r record;
begin
  for r in
    select c.oid::regclass as name, a.attname, c.relispartition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where n.nspname in ('app', 'hot') and c.relkind in ('r', 'p')
      and (a.attname = 'tenant_id' or (n.nspname = 'app' and c.relname = 'tenant' and a.attname = 'id'))
  loop
    perform app.protect(r.name, r.attname);
    if not r.relispartition then
      execute format('grant select, insert, update, delete on %s to longshore_app', r.name);
    end if;
  end loop;
end $$;
select hot.maintain_partitions();

revoke delete on app.tenant, app.mapping_version from longshore_app;
revoke update on app.mapping_version from longshore_app;
grant usage on schema app, hot to longshore_app, longshore_system;
grant usage on all sequences in schema app, hot to longshore_app;
grant select on app.setting to longshore_app;

-- longshore_system: key look-up, issuer, dispatch. It sees no secret, no mapping and no ledger.
create policy system on app.tenant to longshore_system using (true) with check (true);
create policy system on app.api_key to longshore_system using (true) with check (true);
create policy system on app.integration to longshore_system using (true) with check (true);
create policy system on app.sync to longshore_system using (true) with check (true);
create policy system on app.account_sync to longshore_system using (true) with check (true);
grant select on app.tenant, app.api_key, app.integration, app.sync, app.account_sync to longshore_system;
grant update (last_used_at) on app.api_key to longshore_system;
grant update (next_due_at) on app.integration to longshore_system;
grant update (queued_at) on app.account_sync to longshore_system;
grant select, insert, update on app.signing_key, app.setting to longshore_system;
