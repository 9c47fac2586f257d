import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyRunning } from './embedded-errors.js';
import { birthOf } from './processes.js';
import { acquireStartLock } from './start-lock.js';

describe('the start lock of a data folder', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-lock-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('tells a second start which process runs and where it serves', async () => {
    const lock = await acquireStartLock(dataDir);

    await expect(acquireStartLock(dataDir)).rejects.toThrow(`process ${process.pid} is still starting`);
    await lock.announce('http://localhost:3000');
    await expect(acquireStartLock(dataDir)).rejects.toThrow(`process ${process.pid} serves http://localhost:3000`);
  });

  it('is free again once released', async () => {
    const lock = await acquireStartLock(dataDir);
    await lock.release();

    await (await acquireStartLock(dataDir)).release();

    expect(await readdir(dataDir)).toEqual([]);
  });

  it('lets exactly one of many simultaneous starts in', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 2 }, () => acquireStartLock(dataDir)));

    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(starts.find((start) => start.status === 'rejected')?.reason).toBeInstanceOf(AlreadyRunning);
  });

  it('is taken over when its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(path.join(dataDir, 'start.lock'), JSON.stringify({ pid: child.pid, birth: '1', url: null }));

    await acquireStartLock(dataDir);

    expect(await holder()).toEqual({ pid: process.pid, birth: await birthOf(process.pid), url: null });
  });

  it('is taken over when the number of its process was given to another one', async () => {
    await writeFile(path.join(dataDir, 'start.lock'), JSON.stringify({ pid: process.pid, birth: '1', url: null }));

    await acquireStartLock(dataDir);

    expect(await holder()).toEqual({ pid: process.pid, birth: await birthOf(process.pid), url: null });
  });

  it('is taken over when its text is torn', async () => {
    await writeFile(path.join(dataDir, 'start.lock'), '{"pid":');

    await acquireStartLock(dataDir);

    expect(await holder()).toEqual({ pid: process.pid, birth: await birthOf(process.pid), url: null });
  });

  const holder = async () => JSON.parse(await readFile(path.join(dataDir, 'start.lock'), 'utf8')) as unknown;
});
