-- When somebody last asked for a tenant to be deleted along with its entities; null: they stay in Port.
alter table app.tenant add column removal_asked_at timestamptz;
