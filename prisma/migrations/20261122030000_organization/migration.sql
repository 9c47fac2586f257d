-- The organization of an integration as AWS last told it, and what its accounts look like when a reading fails.
create table app.organization (
  tenant_id uuid not null,
  integration_id uuid not null,
  -- What the reading was asked with; another role or other units make it no answer any more.
  role_arn text not null,
  unit_ids text[] not null,
  -- Null until a reading succeeded, as are the members below.
  organization_id text,
  management_account_id char(12),
  is_whole boolean not null default false,
  units jsonb not null default '[]',
  accounts jsonb not null default '[]',
  notices jsonb not null default '[]',
  read_at timestamptz,
  -- Of the last reading, when it failed.
  failed_at timestamptz,
  failure text,
  remedy text,
  primary key (tenant_id, integration_id),
  foreign key (tenant_id, integration_id) references app.integration
);
select app.protect('app.organization', 'tenant_id');
grant select, insert, update, delete on app.organization to longshore_app;

alter table app.account
  add column name text,
  add column unit_id text,
  -- The organization that listed it as a member: only that one can tell that it has left.
  add column organization_id text,
  -- When the role was last assumed; null: never.
  add column reached_at timestamptz,
  -- Since when AWS says that nothing works there any more (suspended, closed, removed); null while it does not say so.
  add column gone_since timestamptz,
  drop constraint account_state_check,
  add constraint account_state_check
    check (state in ('pending', 'active', 'role_lost', 'never_reachable', 'excluded', 'suspended', 'left'));

-- Forced row level security would hide every row from the owner. One row per connected account: this is short.
alter table app.account no force row level security;
update app.account set reached_at = coalesce(regions_at, state_since) where state = 'active' or regions_at is not null;
update app.account set state = 'never_reachable' where state = 'role_lost' and reached_at is null;
-- Until now `left` meant that the configuration no longer names the account; now AWS has to say it.
update app.account set state = 'excluded' where state = 'left';
alter table app.account force row level security;
