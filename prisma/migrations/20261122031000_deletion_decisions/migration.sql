-- A brake names what it holds, entity by entity: an approval lets go of exactly these. `completed`: approved, and nothing of it is left.
alter table hot.deletion_hold drop constraint deletion_hold_state_check;
alter table hot.deletion_hold add constraint deletion_hold_state_check
  check (state in ('open', 'approved', 'rejected', 'expired', 'completed')) not valid;
alter table hot.deletion_hold validate constraint deletion_hold_state_check;
alter table hot.deletion_hold add column decided_at timestamptz;
create index deletion_hold_scope on hot.deletion_hold (tenant_id, scope_id) where state in ('open', 'approved', 'rejected');

create table hot.held_entity (
  tenant_id uuid not null,
  hold_id uuid not null,
  entity_id bigint not null,
  blueprint text not null,
  identifier text not null,
  aws_id text not null,
  reason text not null,
  primary key (tenant_id, hold_id, entity_id)
);
create index held_entity_entity on hot.held_entity (entity_id);

-- Left the window of a history that AWS keeps for a while only: gone by design, so no brake asks about it.
alter table hot.resource add column aged_out boolean not null default false;

-- What an account sync found dead, as it told before it judged its brake: account syncs that run side by side count each other's.
alter table app.account_sync add column doomed int not null default 0;

-- Maps for real and writes neither to Port nor to the ledger.
alter table app.sync add column dry_run boolean not null default false;

-- Long-running work on what the ledger says that an integration made: a worker carries it out in batches, each under its fence.
create table app.operation (
  tenant_id uuid not null,
  id uuid not null,
  integration_id uuid not null,
  type text not null check (type in ('restoration', 'prune', 'removal')),
  target jsonb not null,
  actor text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'completed', 'partial', 'failed')),
  detail text,
  counts jsonb not null default '{}',
  -- The last entity that a batch has dealt with.
  place text not null default '',
  fence bigint not null default 0,
  lease_until timestamptz,
  queued_at timestamptz,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, integration_id) references app.integration
);
create index operation_live on app.operation (created_at) where state in ('queued', 'running');
create index operation_integration on app.operation (tenant_id, integration_id, created_at);

-- The prune that may take what a vanished scope holds.
alter table hot.scope add column released_by uuid;

-- The journal also tells of what no sync deleted, and of what Port deleted along with it.
alter table hot.deletion alter column sync_id drop not null;
alter table hot.deletion add column operation_id uuid;
alter table hot.deletion drop constraint deletion_reason_check;
alter table hot.deletion add constraint deletion_reason_check
  check (reason in ('gone', 'unmapped', 'aged-out', 'orphaned', 'removed', 'dependent')) not valid;
alter table hot.deletion validate constraint deletion_reason_check;
create index deletion_journal on hot.deletion (tenant_id, integration_id, created_at, id);
create index deletion_operation on hot.deletion (tenant_id, operation_id) where operation_id is not null;
create index deletion_sync on hot.deletion (tenant_id, sync_id);

do $$
declare
  t regclass;
begin
  foreach t in array array['hot.held_entity', 'app.operation']::regclass[] loop
    perform app.protect(t, 'tenant_id');
    execute format('grant select, insert, update, delete on %s to longshore_app', t);
  end loop;
end $$;

create policy system on app.operation to longshore_system using (true) with check (true);
grant select on app.operation to longshore_system;
grant update (state, queued_at) on app.operation to longshore_system;
