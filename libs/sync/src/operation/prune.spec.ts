import { OperationId } from '@longshore/domain';
import { OrphanLedger } from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operationsOf } from '../testing/carry-out.js';
import { Engine, WorkerKilled } from '../testing/engine.js';

describe('a prune', () => {
  let ledger: LedgerFixture;
  let engine: Engine;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  /** One listing has vanished, and holds one entity. */
  beforeEach(async () => {
    engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map([['a', {}]]);
    engine.aws.regions['us-east-1'] = new Map([['b', {}]]);
    await engine.sync();
    await vanish('us-east-1');
  });

  const vanish = (region: string) =>
    engine.rows('update hot.scope set orphaned_at = now() where region = $1', [region]);
  const id = () => OperationId.parse(randomUUID());
  const open = (operation: OperationId, confirmed: number) => {
    const integrationId = engine.accounts[0]?.integrationId ?? ('' as never);
    const prune = { id: operation, integrationId, filter: {}, confirmed, actor: 'key' };
    return new OrphanLedger(ledger.database).openPrune(engine.tenantId, prune);
  };
  const carryOut = (operation: OperationId) => operationsOf(engine).carryOut.run(engine.tenantId, operation, 10_000);
  const held = () => [...engine.port.entities.keys()].sort();

  it('is not opened for another number than its listings hold', async () => {
    expect(await open(id(), 2)).toBe(false);
    expect(await engine.rows('select from app.operation')).toEqual([]);
  });

  it('takes along what was confirmed, and not what vanished since', async () => {
    const operation = id();
    expect(await open(operation, 1)).toBe(true);
    await vanish('eu-west-1');
    await carryOut(operation);

    expect(held()).toEqual(['a']);
  });

  it('takes nothing of a listing that a sync is about to walk again', async () => {
    const operation = id();
    await open(operation, 1);
    engine.aws.fault = (call) => {
      if (call === 'first page') throw new WorkerKilled();
    };
    await expect(engine.sync()).rejects.toThrow('the sync does not end');
    await carryOut(operation);

    expect(held()).toEqual(['a', 'b']);
  });

  it('fails when it never gets on', async () => {
    const operation = id();
    await open(operation, 1);
    await engine.rows('update app.operation set attempts = 5');
    await carryOut(operation);

    expect(await engine.rows('select state from app.operation')).toEqual([{ state: 'failed' }]);
    expect(held()).toEqual(['a', 'b']);
  });
});
