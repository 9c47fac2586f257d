import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountFor, firstBarrier } from './os-account.js';

describe('the account that PostgreSQL runs as', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'longshore-account-'));
    await chmod(root, 0o755);
  });

  afterAll(async () => {
    await chmod(path.join(root, 'closed'), 0o700);
    await rm(root, { recursive: true, force: true });
  });

  it('is never root', async () => {
    const account = await accountFor(path.join(root, 'none'));

    expect(account?.uid ?? userInfo().uid).toBeGreaterThan(0);
  });

  it('is stopped by the outermost folder that it may not enter', async () => {
    await mkdir(path.join(root, 'closed/inner'), { recursive: true });
    await chmod(path.join(root, 'closed'), 0o600);
    const { uid, gid } = userInfo();
    const account = (await accountFor(path.join(root, 'none'))) ?? { uid, gid };

    expect(await firstBarrier(account, path.join(root, 'closed/inner'))).toBe(path.join(root, 'closed'));
    expect(await firstBarrier(account, root)).toBeNull();
  });
});
