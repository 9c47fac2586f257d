import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';
import { firstBarrier, type OsAccount } from './os-account.js';

/** Where the file system standard keeps the state of programs, open to every account (FHS 3.0, 5.8). */
const STATE_DIR = '/var/lib';

/**
 * The folder for cluster, passwords and log: the data folder itself, unless the account may not enter it, as when root
 * works below /root. Then it is a folder of its own, which `postgres-home` in the data folder names.
 */
export async function homeFor(
  dataDir: string,
  account: OsAccount | null,
  onProgress: (step: string) => void,
): Promise<string> {
  const created = await mkdir(dataDir, { recursive: true });
  // Whatever the umask, the account must be able to walk into a folder that root has just made for it.
  if (created !== undefined && account) await chmod(dataDir, 0o711);
  const barrier = await firstBarrier(account, dataDir);
  if (barrier === null) return dataDir;

  const note = path.join(dataDir, 'postgres-home');
  const noted = await readFile(note, 'utf8').catch(() => null);
  const home = noted ?? (await makeHome(account, barrier));
  if (noted === null) await writeFile(note, home);
  onProgress(`PostgreSQL may not enter ${barrier}: its data is in ${home}`);
  return home;
}

async function makeHome(account: OsAccount | null, barrier: string): Promise<string> {
  const home = await mkdtemp(path.join(STATE_DIR, 'longshore-')).catch(() => null);
  if (home !== null) await chmod(home, 0o711);
  if (home !== null && (await firstBarrier(account, home)) === null) return home;
  throw new EmbeddedPostgresUnusable(
    `PostgreSQL refuses to run as root and runs as account ${account?.uid} instead, which may not enter ${barrier}. Set DATA_DIR to a folder that every account can reach, or start as an ordinary user.`,
  );
}
