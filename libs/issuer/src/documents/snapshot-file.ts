import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '@longshore/platform';
import { type Snapshot, snapshot } from './snapshot.js';

/** The newest snapshot on disk, `{DATA_DIR}/issuer.json`: what a process that starts without its database serves. */
@Injectable()
export class SnapshotFile {
  private readonly path: string;

  constructor(config: Config) {
    this.path = join(config.dataDir, 'issuer.json');
  }

  /** Null when there is none, or none that can be read whole. */
  async read(): Promise<Snapshot | null> {
    try {
      return snapshot.safeParse(JSON.parse(await readFile(this.path, 'utf8'))).data ?? null;
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Whoever reads meanwhile sees the old or the new one, never half of it. */
  async write(content: Snapshot): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const draft = `${this.path}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify(content), { flush: true });
      await rename(draft, this.path);
    } finally {
      await rm(draft, { force: true });
    }
  }
}
