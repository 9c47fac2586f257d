-- A statement that waits for two rows which another transaction changes looks at them anew, each with the parameters of its plan copied
-- afresh. A sub-select in a policy that only that second look evaluates is lost by the copy, and PostgreSQL (18.4) ends with a segmentation
-- fault, every connection with it: two schedulers repairing the same account syncs were enough. So policies call the setting itself.
create or replace function app.protect(target regclass, tenant_column name) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s to longshore_app using (%2$I = nullif(current_setting(''app.tenant'', true), '''')::uuid) '
    'with check (%2$I = nullif(current_setting(''app.tenant'', true), '''')::uuid)', target, tenant_column);
end $$;

do $$
declare
  policy record;
begin
  for policy in
    select format('%I.%I', schemaname, tablename)::regclass as target, substring(qual from '^\((\w+) = ') as tenant_column
    from pg_policies where policyname = 'tenant' and qual like '%SELECT%'
  loop
    execute format(
      'alter policy tenant on %s using (%2$I = nullif(current_setting(''app.tenant'', true), '''')::uuid) '
      'with check (%2$I = nullif(current_setting(''app.tenant'', true), '''')::uuid)', policy.target, policy.tenant_column);
  end loop;
end $$;
