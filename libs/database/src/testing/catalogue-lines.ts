import pg from 'pg';

/** One line per fact of the catalogue that Prisma's drift check does not see. `_*` stands for the partitions of a table. */
const SECTIONS = {
  'Tables: row level security and its policies': `
    select format('%s%s: %s; %s', name, case when count(*) > 1 then ' x' || count(*) end, security, policies) as line
    from (
      select n.nspname || '.' || regexp_replace(c.relname, '_[0-9]+$', '_*') as name,
        case when c.relforcerowsecurity and c.relrowsecurity then 'forced' else 'open' end as security,
        coalesce((
          select string_agg(format('%s -> %s', p.policyname, array_to_string(p.roles, ',')), ', ' order by p.policyname)
          from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname), 'no policy') as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'hot') and c.relkind in ('r', 'p')) as t
    group by name, security, policies`,
  'Policies: what they admit, with tenant_id for the id of app.tenant': `
    select distinct format('%s: %s, %s, using %s, with check %s', policyname, lower(permissive), lower(cmd),
      regexp_replace(qual, '\\mid =', 'tenant_id ='), regexp_replace(with_check, '\\mid =', 'tenant_id =')) as line
    from pg_policies where schemaname in ('app', 'hot')`,
  'Grants: tables and columns': `
    select format('%s: %s%s %s', grantee::regrole, object, column_name, string_agg(lower(privilege), ', ' order by privilege)) as line
    from (
      select a.grantee, c.oid::regclass::text as object, null as column_name, a.privilege_type as privilege, c.relowner
      from pg_class c, aclexplode(c.relacl) a where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('app', 'hot')
      union all
      select a.grantee, c.oid::regclass::text, '(' || t.attname || ')', a.privilege_type, c.relowner
      from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
      where c.relnamespace::regnamespace::text in ('app', 'hot')) as g
    where grantee <> relowner
    group by grantee, object, column_name`,
  'Grants: schemas, sequences, functions': `
    select format('%s: %s %s %s', case when grantee = 0 then 'everybody' else grantee::regrole::text end, kind, object, lower(privilege)) as line
    from (
      select a.grantee, 'schema' as kind, n.nspname::text as object, a.privilege_type as privilege, n.nspowner as owner
      from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ('app', 'hot', 'bullmq')
      union all
      select a.grantee, 'sequence', c.oid::regclass::text, a.privilege_type, c.relowner
      from pg_class c, aclexplode(c.relacl) a where c.relkind = 'S' and c.relnamespace::regnamespace::text in ('app', 'hot')
      union all
      select a.grantee, 'function', p.oid::regprocedure::text, a.privilege_type, p.proowner
      from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where p.pronamespace::regnamespace::text in ('app', 'hot')) as g
    where grantee <> owner`,
  'Partitioned tables': `
    select format('%s by %s', partrelid::regclass, lower(pg_get_partkeydef(partrelid))) as line from pg_partitioned_table
    where partrelid::regclass::text like 'hot.%'`,
  'Partial indexes': `
    select format('%s%s on %s where %s', case when i.indisunique then 'unique ' end, i.indexrelid::regclass, i.indrelid::regclass,
      pg_get_expr(i.indpred, i.indrelid)) as line
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indpred is not null and not c.relispartition and c.relnamespace::regnamespace::text in ('app', 'hot')`,
  Checks: `
    select format('%s: %s', c.oid::regclass, pg_get_constraintdef(k.oid)) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'c' and not c.relispartition and c.relnamespace::regnamespace::text in ('app', 'hot')`,
  Roles: `
    select format('%s:%s%s%s', rolname, case when rolcanlogin then ' login' end, case when rolsuper then ' superuser' end,
      case when rolbypassrls then ' bypassrls' end) as line
    from pg_roles where rolname in ('longshore_owner', 'longshore_app', 'longshore_system')`,
} as const;

/** The catalogue as text, in an order that does not depend on the server. */
export async function catalogueLines(client: pg.Client): Promise<string> {
  const parts: string[] = [];
  for (const [title, sql] of Object.entries(SECTIONS)) {
    const { rows } = await client.query<{ line: string }>(sql);
    const lines = rows.map(({ line }) => line.replaceAll('::text', ''));
    parts.push([`# ${title}`, ...lines.sort(), ''].join('\n'));
  }
  return parts.join('\n');
}
