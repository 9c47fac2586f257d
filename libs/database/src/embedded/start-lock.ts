import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AlreadyRunning } from './embedded-errors.js';
import { birthOf } from './processes.js';

interface Holder {
  pid: number;
  birth: string | null;
  url: string | null;
}

/** Held by the one process that runs on a data folder. */
export interface StartLock {
  /** Tells a second start where this one serves. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Takes the folder for this process; a lock whose process has ended is taken over. Throws AlreadyRunning. */
export async function acquireStartLock(dataDir: string): Promise<StartLock> {
  const file = path.resolve(dataDir, 'start.lock');
  const own: Holder = { pid: process.pid, birth: await birthOf(process.pid), url: null };
  await mkdir(path.dirname(file), { recursive: true });

  // Once more after a stale lock was moved away; whoever is faster then wins, and the other one reports it.
  for (let attempt = 0; !(await place(file, own)); attempt += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const holder = parse(text);
    if (attempt > 0 || (holder && (await holds(holder)))) throw new AlreadyRunning(holder ?? own, dataDir);
    await moveAway(file, text);
  }
  return {
    announce: (url) => write(file, { ...own, url }),
    release: () => rm(file, { force: true }),
  };
}

async function holds({ pid, birth }: Holder): Promise<boolean> {
  const running = await birthOf(pid);
  return running !== null && (birth === null || birth === running);
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

/** A link to a finished file appears whole or not at all, and only where no lock is. */
async function place(file: string, holder: Holder): Promise<boolean> {
  const draft = `${file}.${holder.pid}`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

async function write(file: string, holder: Holder): Promise<void> {
  const draft = `${file}.${holder.pid}`;
  await writeFile(draft, JSON.stringify(holder));
  await rename(draft, file);
}

/** Moves a stale lock away; a lock that somebody placed in the meantime is put back. */
async function moveAway(file: string, stale: string): Promise<void> {
  const grave = `${file}.${process.pid}.stale`;
  try {
    await rename(file, grave);
    if ((await readFile(grave, 'utf8')) !== stale) await link(grave, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    await rm(grave, { force: true });
  }
}
