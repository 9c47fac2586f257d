-- Kinds that few accounts of a sync may read at once: an account sync holds them while its lease lives, and awaits them while it is ready.
alter table app.account_sync add column held_kinds text[] not null default '{}', add column awaited_kinds text[] not null default '{}';
