import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';

/**
 * The content of `{dataDir}/{name}`, made on first use and readable by its owner only. Of several processes that start
 * at once exactly one creates it: a link, unlike a write, fails when the name is taken.
 */
export async function generatedSecret(
  dataDir: string,
  name: string,
  generate: () => string,
): Promise<{ value: string; isNew: boolean }> {
  const path = join(dataDir, name);
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${generate()}\n`, { mode: 0o600, flag: 'wx' });
    const isNew = await link(draft, path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    return { value: (await readFile(path, 'utf8')).trim(), isNew };
  } finally {
    await rm(draft, { force: true });
  }
}

export function randomText(bytes: number, encoding: 'base64' | 'base64url'): string {
  return randomBytes(bytes).toString(encoding);
}
