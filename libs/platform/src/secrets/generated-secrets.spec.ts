import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAdminToken } from './admin-token.js';
import { loadEncryptionKey } from './encryption-key.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'longshore-')), 'data');
});

afterEach(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

describe('a generated secret', () => {
  it('is new once and the same ever after', async () => {
    const first = await loadAdminToken({ adminToken: null, dataDir });
    const second = await loadAdminToken({ adminToken: null, dataDir });

    expect([first.isNew, second]).toEqual([true, { value: first.value, isNew: false }]);
    expect(first.value).toMatch(/^[\w-]{43}$/);
  });

  it('is one and the same for processes that start together', async () => {
    const keys = await Promise.all(
      Array.from({ length: 20 }, () => loadEncryptionKey({ encryptionKey: null, dataDir })),
    );

    expect(new Set(keys.map((key) => key.bytes.toString('hex'))).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['encryption.key']);
  });

  it('is readable by its owner only', async () => {
    await loadEncryptionKey({ encryptionKey: null, dataDir });

    expect((await stat(join(dataDir, 'encryption.key'))).mode & 0o777).toBe(0o600);
  });

  it('gives way to the configured one', async () => {
    const bytes = Buffer.alloc(32, 7);

    expect(await loadAdminToken({ adminToken: 'configured-token', dataDir })).toEqual({
      value: 'configured-token',
      isNew: false,
    });
    expect((await loadEncryptionKey({ encryptionKey: bytes, dataDir })).bytes).toEqual(bytes);
  });
});
