-- Types that an integration's accounts have beside those of the public catalogue: registered, activated, or newer than it.
create table app.own_kind (
  tenant_id uuid not null,
  integration_id uuid not null,
  kind text not null,
  origin text not null check (origin in ('private', 'activated', 'aws')),
  -- Place and version of the type that was described; null for one that somebody asked for between two readings.
  version text,
  -- What its schema says.
  facts jsonb not null,
  -- Readings before this time did not look for it.
  known_since timestamptz not null default now(),
  primary key (tenant_id, integration_id, kind),
  foreign key (tenant_id, integration_id) references app.integration
);
select app.protect('app.own_kind', 'tenant_id');
grant select, insert, update, delete on app.own_kind to longshore_app;

-- What one region of an account had when it was last read.
create table app.kind_reading (
  tenant_id uuid not null,
  integration_id uuid not null,
  aws_account_id char(12) not null,
  region text not null,
  -- Of the last reading that succeeded; read_at is null before the first.
  kinds text[] not null,
  read_at timestamptz,
  -- Of the last reading, when it failed.
  failed_at timestamptz,
  failure text,
  remedy text,
  primary key (tenant_id, integration_id, aws_account_id, region),
  foreign key (tenant_id, integration_id) references app.integration
);
select app.protect('app.kind_reading', 'tenant_id');
grant select, insert, update, delete on app.kind_reading to longshore_app;

-- When the types of its accounts are to be read next.
alter table app.integration add column kinds_due_at timestamptz not null default now();
create index integration_kinds_due on app.integration (kinds_due_at) where state = 'active';
grant update (kinds_due_at) on app.integration to longshore_system;
