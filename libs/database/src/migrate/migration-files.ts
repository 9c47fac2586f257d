import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Migration {
  /** `20261122000000_foundation`: the order of names is the order of application. */
  name: string;
  sql: string;
  /** SHA-256 of the text in hex, as Prisma computes it. */
  checksum: string;
  /** False when the first line reads `-- no-transaction`; the file then holds one statement, such as CREATE INDEX CONCURRENTLY. */
  isTransactional: boolean;
}

/** The repository's own migrations, seen from src and from dist alike. */
export const MIGRATIONS_DIR = path.resolve(import.meta.dirname, '../../../../prisma/migrations');

export async function migrationNames(dir = MIGRATIONS_DIR): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function readMigrations(dir = MIGRATIONS_DIR): Promise<Migration[]> {
  const names = await migrationNames(dir);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { name, sql, checksum, isTransactional: !/^-- no-transaction\b/.test(sql) };
    }),
  );
}
