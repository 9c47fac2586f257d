import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';

/** The account that PostgreSQL runs as, when it is not our own. */
export interface OsAccount {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];

/** PostgreSQL refuses to run as root. Root lends it the account that owns the data already, or an unprivileged one; others use their own. */
export async function accountFor(dataDir: string): Promise<OsAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(path.join(dataDir, 'postgres')).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const account = await lookUp(name);
    if (account) return account;
  }
  throw new EmbeddedPostgresUnusable(
    `PostgreSQL refuses to run as root, and this machine has no account ${CANDIDATES.join(' or ')}. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

async function lookUp(name: string): Promise<OsAccount | null> {
  const run = promisify(execFile);
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** The outermost folder on the way to `target` that the account may not walk through; null when it reaches the target. */
export async function firstBarrier(account: OsAccount | null, target: string): Promise<string | null> {
  if (!account) return null;
  const folders: string[] = [];
  for (let folder = path.resolve(target); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    folders.unshift(folder);
  }
  // Asked of the system itself, since access lists and mount options decide as well as mode bits.
  const probe = 'for folder; do test -x "$folder" || { printf %s "$folder"; exit 0; }; done';
  const child = spawn('/bin/sh', ['-c', probe, 'sh', ...folders], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (await text(child.stdout)) || null;
}
