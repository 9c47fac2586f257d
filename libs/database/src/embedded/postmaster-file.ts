import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a running server says about itself in its data folder (PostgreSQL source, src/include/utils/pidfile.h). */
export interface PostmasterFile {
  pid: number;
  port: number;
  isReady: boolean;
}

export async function readPostmasterFile(clusterDir: string): Promise<PostmasterFile | null> {
  const content = await readFile(path.join(clusterDir, 'postmaster.pid'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (content === null) return null;
  const lines = content.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}
