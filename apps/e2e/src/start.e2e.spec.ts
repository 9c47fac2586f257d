import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './rig/free-port.js';
import { journalOf, StartCommand } from './rig/start-command.js';

interface Result {
  sync: { status: string; accounts: number; resources: number; entities: Record<string, number> };
}

const result = (command: StartCommand): Result => JSON.parse(command.lines.at(-1) ?? '') as Result;

describe('npm start on an empty folder', { timeout: 180_000 }, () => {
  let dataDir: string;
  let settings: Record<string, string>;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-start-'));
    await chmod(dataDir, 0o711);
    settings = { DATA_DIR: dataDir, HTTP_PORT: String(await freePort()) };
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('syncs an organization, and its figures are those of Port', async () => {
    const command = StartCommand.run(['--once'], settings);
    const code = await command.ended();
    const entities = (await journalOf(dataDir)).filter((change) => change.resource === 'entity');
    const stored = new Set(entities.map(({ blueprint, identifier }) => `${blueprint} ${identifier}`));

    expect({ code, output: code === 0 ? '' : command.text }).toEqual({ code: 0, output: '' });
    expect(result(command).sync).toMatchObject({
      status: 'completed',
      accounts: 5,
      resources: stored.size,
      entities: { created: stored.size, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 },
    });
    expect(entities.map(({ action }) => action)).toEqual(Array(stored.size).fill('create'));
    for (const account of ['management', 'prod-app', 'prod-db', 'staging', 'dev']) {
      expect(command.text).toMatch(new RegExp(`^ *\\d{12} +${account} +active `, 'm'));
    }
  });

  it('finds everything unchanged the second time and writes nothing to Port', async () => {
    const before = (await journalOf(dataDir)).filter(({ resource }) => resource !== 'integration');

    const command = StartCommand.run(['--once'], settings);
    const code = await command.ended();
    const after = (await journalOf(dataDir)).filter(({ resource }) => resource !== 'integration');

    expect(code).toBe(0);
    expect(after).toEqual(before);
    const created = before.filter(({ resource }) => resource === 'entity').length;
    expect(result(command).sync.entities).toEqual({
      created: 0,
      updated: 0,
      unchanged: created,
      deleted: 0,
      held: 0,
      failed: 0,
    });
  });

  it('keeps serving until Ctrl-C, tells a second start where it runs, and stops cleanly', async () => {
    const first = StartCommand.run([], settings);
    await first.says('Press Ctrl-C');
    const second = StartCommand.run([], { ...settings, HTTP_PORT: String(await freePort()) });
    const secondCode = await second.ended();
    const livez = await fetch(`http://localhost:${settings['HTTP_PORT']}/livez`);

    first.interrupt();
    const firstCode = await first.ended();

    expect(secondCode).toBe(1);
    expect(second.text).toContain(`http://localhost:${settings['HTTP_PORT']}`);
    expect(livez.status).toBe(200);
    expect(firstCode).toBe(0);
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(path.join(dataDir, 'start.lock'))).toBe(false);
  });

  it('adopts the database of a start that was killed', async () => {
    const killed = StartCommand.run([], settings);
    await killed.says('API, scheduler and worker are up');
    killed.kill();
    await killed.ended();
    const [orphan] = (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');

    const command = StartCommand.run(['--once'], settings);
    const code = await command.ended();

    expect(command.text).toContain(`Adopting PostgreSQL, process ${orphan}`);
    expect(code).toBe(0);
    expect(result(command).sync.entities).toMatchObject({ created: 0, deleted: 0, failed: 0 });
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('says which setting is wrong, why, and gives an example', async () => {
    const command = StartCommand.run(['--once'], { ...settings, HTTP_PORT: 'eighty', LONGSHORE_HTTP_PORT: '80' });

    expect(await command.ended()).toBe(1);
    expect(command.text).toMatch(/HTTP_PORT.*HTTP_PORT=8080/s);
    expect(command.text).toContain('LONGSHORE_HTTP_PORT');
  });
});
