import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

describe('a worker that is asked to stop', () => {
  let ledger: LedgerFixture;
  let engine: Engine;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger);
    engine.aws.regions['eu-west-1'] = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, { version: 1 }]));
  });

  /** Asks to stop while this page is read; the next worker is asked nothing. */
  const stopAt = (call: string): (() => AbortSignal) => {
    let stopping = new AbortController();
    engine.aws.fault = (made) => {
      if (made === call && engine.aws.listed.length < 2) stopping.abort();
    };
    return () => {
      stopping = new AbortController();
      return stopping.signal;
    };
  };

  it('finishes the page it reads, gives the rest back, and counts nothing twice', async () => {
    const sync = await engine.sync(stopAt('next page'));

    expect(engine.aws.listed).toEqual(['eu-west-1 start', 'eu-west-1 b', 'eu-west-1 d']);
    expect(sync).toMatchObject({
      state: 'completed',
      counts: { resources: 5, entities: { created: 5, unchanged: 0 } },
    });
    expect(await engine.rows('select fence::int, attempts from app.account_sync')).toEqual([{ fence: 2, attempts: 0 }]);
  });

  it('gives everything back before it reads anything when syncs are switched off', async () => {
    await engine.rows(`update app.tenant set syncs = 'off'`);

    await expect(engine.sync()).rejects.toThrow('the sync does not end');

    expect(engine.aws.listed).toEqual([]);
    expect(await engine.rows('select state, attempts from app.account_sync')).toEqual([
      { state: 'ready', attempts: 0 },
    ]);
  });

  it('reads, pushes and deletes nothing of a sync that was cancelled before', async () => {
    await engine.sync();
    engine.port.batches.length = 0;
    engine.aws.listed.length = 0;

    const sync = await engine.sync(undefined, `update app.sync set cancel_at = now() where closed_at is null`);

    expect(sync.state).toBe('cancelled');
    expect({ listed: engine.aws.listed, batches: engine.port.batches }).toEqual({ listed: [], batches: [] });
  });
});
