import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Migration } from './migration-files.js';

export interface AppliedMigration {
  name: string;
  checksum: string;
  isFinished: boolean;
}

/** Makes Prisma's own bookkeeping table, so that `prisma migrate` can take over wherever its engine may be installed. */
export async function createMigrationTable(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists public._prisma_migrations (
      id varchar(36) primary key,
      checksum varchar(64) not null,
      finished_at timestamptz,
      migration_name varchar(255) not null,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0
    );
    grant select on public._prisma_migrations to public`);
}

export async function appliedMigrations(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(`
    select migration_name as name, checksum, finished_at is not null as "isFinished"
    from public._prisma_migrations where rolled_back_at is null order by migration_name`);
  return rows;
}

/** Notes that a migration begins; returns the id to finish it by. */
export async function recordStart(client: pg.Client, { name, checksum }: Migration): Promise<string> {
  const id = randomUUID();
  const values = [id, checksum, name];
  await client.query(
    'insert into public._prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)',
    values,
  );
  return id;
}

export async function recordEnd(client: pg.Client, id: string): Promise<void> {
  const done = 'set finished_at = clock_timestamp(), applied_steps_count = 1';
  await client.query(`update public._prisma_migrations ${done} where id = $1`, [id]);
}
