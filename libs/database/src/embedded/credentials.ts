import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { EmbeddedPostgresUnusable } from './embedded-errors.js';

export const SUPERUSER = 'postgres';

/** Passwords of the server: `superuser` stays with the launcher, `longshore` is handed out. */
export interface Credentials {
  superuser: string;
  longshore: string;
}

/** Makes the passwords of a new cluster; the file is readable by its owner only. */
export async function createCredentials(file: string): Promise<Credentials> {
  const credentials = { superuser: password(), longshore: password() };
  await writeFile(`${file}.new`, JSON.stringify(credentials), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return credentials;
}

export async function readCredentials(file: string): Promise<Credentials> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Credentials;
  } catch (cause) {
    throw new EmbeddedPostgresUnusable(
      `The passwords of the embedded PostgreSQL cannot be read from ${file}. Start as the user who started it first, or move the data folder away to begin anew.`,
      { cause },
    );
  }
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
