import pg from 'pg';
import { MigrationFailed } from './schema-errors.js';

/** owner makes and alters tables; app works for one tenant at a time; system looks up what precedes a tenant. None may log in. */
export const ROLES = ['longshore_owner', 'longshore_app', 'longshore_system'] as const;

/** Makes the roles, which all databases of a cluster share, and lets the login act as each of them. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  for (const role of ROLES) {
    // Another database of the cluster may be migrated at this moment and create the same role.
    await client.query(`do $$ begin
      if not exists (select 1 from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    exception when duplicate_object or unique_violation then null;
    end $$`);
    await joinRole(client, role).catch((cause: Error) => {
      throw new MigrationFailed(
        `The login of DATABASE_URL may not act as ${role} (${cause.message}). Let a superuser run: grant ${ROLES.join(', ')} to <login>;`,
        { cause },
      );
    });
  }
  await client.query(
    `do $$ begin execute format('grant create on database %I to longshore_owner', current_database()); end $$`,
  );
}

/** From PostgreSQL 16 on, who creates a role administers it but may not yet become it, and privileges need not be inherited. */
async function joinRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const isSetOption = (rows[0]?.version ?? 0) >= 160000;
  const right = isSetOption ? 'SET' : 'MEMBER';
  const held = await client.query<{ held: boolean }>(`select pg_has_role(current_user, $1, $2) as held`, [role, right]);
  if (held.rows[0]?.held) return;
  await client.query(`grant ${role} to current_user${isSetOption ? ' with set true, inherit false' : ''}`);
}
