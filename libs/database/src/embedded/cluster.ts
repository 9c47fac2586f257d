import { spawn } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.js';
import { createCredentials, readCredentials, SUPERUSER, type Credentials } from './credentials.js';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';
import type { OsAccount } from './os-account.js';
import { serverEnvironment } from './server-environment.js';

/** The passwords of the cluster at `dir`, or null where there is none. Throws when another major version made it. */
export async function openCluster(dir: string, credentialsFile: string, major: string): Promise<Credentials | null> {
  const made = await readFile(path.join(dir, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new EmbeddedPostgresUnusable(
      `The folder ${dir} cannot be read (${error.code}). Start as the user who started Longshore first, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  });
  if (made === null) return null;
  if (made.trim() !== major) {
    throw new EmbeddedPostgresUnusable(
      `The data in ${dir} was made by PostgreSQL ${made.trim()}, but PostgreSQL ${major} is installed, which brings no upgrade tool. Check out the Longshore version that made the data, or move the folder away to begin anew; the next sync fills it again.`,
    );
  }
  return readCredentials(credentialsFile);
}

/** Makes a cluster beside `dir` and moves it there once whole: an interrupted start leaves nothing half done. */
export async function createCluster(
  dir: string,
  credentialsFile: string,
  { initdb }: Binaries,
  account: OsAccount | null,
): Promise<Credentials> {
  const draft = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  const credentials = await createCredentials(credentialsFile);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, credentials.superuser, { mode: 0o600 });
  try {
    if (account) await Promise.all([draft, passwordFile].map((file) => chown(file, account.uid, account.gid)));
    const flags = [`--pgdata=${draft}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
    await run(initdb, [...flags, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'], account);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, dir);
  return credentials;
}

async function run(file: string, flags: string[], account: OsAccount | null): Promise<void> {
  const child = spawn(file, flags, {
    ...account,
    ...serverEnvironment(),
    cwd: path.dirname(file),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, complaint] = await Promise.all([ended, text(child.stderr)]);
  if (code === 0) return;
  throw new EmbeddedPostgresUnusable(
    `${path.basename(file)} could not make a database cluster (exit code ${code}): ${complaint.trim()}`,
  );
}
