import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { LongshoreRig } from './rig/longshore-rig.js';

const WORKER = path.resolve(import.meta.dirname, '../../worker/dist/main.js');

/** The lease may have been renewed just before: 45 s, and 20 s until it is another's; the rest is the scheduler's beat. */
const RESUMES_WITHIN_MS = 70_000;

describe('a worker that is ended by SIGKILL in the middle of a sync', { timeout: 240_000 }, () => {
  let rig: LongshoreRig;
  let tenant: Caller;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    rig = await LongshoreRig.start({ hasWorker: false, resourcesPerKind: 10 });
    tenant = await rig.tenant();
    await rig.connect(tenant);
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await rig.stop();
  });

  async function startWorker(): Promise<ChildProcess> {
    const worker = fork(WORKER, [], { env: { PATH: env['PATH'], ...rig.environment }, stdio: 'ignore' });
    workers.push(worker);
    await once(worker, 'message');
    return worker;
  }

  it('is followed by another one, within its lease, and Port ends up exact with nothing deleted', async () => {
    const killed = await startWorker();
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    while ((await rig.port.total()) < 100) await rig.pause();
    killed.kill('SIGKILL');
    const killedAt = performance.now();
    await once(killed, 'exit');
    const whenKilled = await rig.port.total();
    const mark = await rig.port.mark();

    await startWorker();
    while ((await rig.port.mark()) === mark) await rig.pause();
    const resumedAfterMs = performance.now() - killedAt;
    const sync: SyncView = await tenant.ended(syncId);
    const again = await tenant.sync();
    const total = await rig.port.total();
    const writes = await rig.port.entityWrites();

    expect(sync.status).toBe('completed');
    expect(resumedAfterMs).toBeLessThan(RESUMES_WITHIN_MS);
    expect(whenKilled).toBeLessThan(total);
    expect(again.counts.entities).toEqual({ created: 0, updated: 0, unchanged: total, deleted: 0, held: 0, failed: 0 });
    expect(again.counts.resources).toBe(total);
    expect({ created: writes.create, deleted: writes.delete }).toEqual({ created: total, deleted: 0 });
  });
});
