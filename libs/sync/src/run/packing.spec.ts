import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

const REGIONS = 8;
const RESOURCES = 2_000;

describe('a sync of two thousand resources', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  it.each([25, 100])(
    'fills its requests to Port, with %i resources a page',
    async (pageSize) => {
      const engine = await Engine.open(ledger);
      engine.aws.pageSize = pageSize;
      for (let place = 0; place < RESOURCES; place += 1) {
        // Regions of unlike size, as they are.
        const region = `region-${Math.floor(REGIONS * (place / RESOURCES) ** 2)}`;
        (engine.aws.regions[region] ??= new Map()).set(`queue-${place}`, { place });
      }

      const sync = await engine.sync();

      const { batches } = engine.port;
      expect(sync.counts.entities.created).toBe(RESOURCES);
      expect(RESOURCES / batches.length).toBeGreaterThanOrEqual(18);
    },
    60_000,
  );
});
