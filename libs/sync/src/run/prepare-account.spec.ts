import type { EnabledRegions, JsonObject } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';

const QUEUE = 'AWS::SQS::Queue';
const TOPIC = 'AWS::SNS::Topic';
const EVERYWHERE = ['eu-west-1', 'us-east-1'];

const mapping = (kind: string, regionPolicy: JsonObject = {}): JsonObject => ({
  resources: [
    {
      kind,
      selector: { query: 'true', regionPolicy },
      port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } },
    },
  ],
});

describe('a scope that the plan no longer lists', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  /** An account with a queue in each region, which was synced once. */
  async function synced(): Promise<Engine> {
    const engine = await Engine.open(ledger, mapping(QUEUE));
    enable(engine, EVERYWHERE);
    await engine.sync();
    return engine;
  }

  function enable(engine: Engine, regions: string[], source: EnabledRegions['source'] = 'account'): void {
    for (const region of EVERYWHERE) delete engine.aws.regions[region];
    for (const region of regions) engine.aws.regions[region] = new Map([[`queue-${region}`, {}]]);
    engine.aws.regionSource = source;
  }

  const orphans = (engine: Engine) =>
    engine.rows('select kind, region from hot.scope where orphaned_at is not null order by region');

  it('is an orphan where the account proves its region disabled', async () => {
    const engine = await synced();
    enable(engine, ['us-east-1']);
    await engine.sync();

    expect(await orphans(engine)).toEqual([{ kind: QUEUE, region: 'eu-west-1' }]);
  });

  it('is told once, by the sync that found it vanished', async () => {
    const engine = await synced();
    enable(engine, ['us-east-1']);
    await engine.sync();
    await engine.sync();

    expect(
      await engine.rows(
        `select s.no::int as sync, e.data ->> 'kind' as kind, e.data ->> 'region' as region
         from hot.sync_event e join app.sync s on s.id = e.sync_id where e.type = 'listing.orphaned'`,
      ),
    ).toEqual([{ sync: 2, kind: QUEUE, region: 'eu-west-1' }]);
  });

  it.each(['ec2', 'fixed'] as const)('is none where the regions are those of a fallback: %s', async (source) => {
    const engine = await synced();
    enable(engine, ['us-east-1'], source);
    await engine.sync();

    expect(await orphans(engine)).toEqual([]);
  });

  it('is none where a stored plan does not tell where its regions come from', async () => {
    const engine = await synced();
    const plan = { regions: ['us-east-1'], kinds: [{ kind: QUEUE, regions: null }], notices: [] };
    await engine.sync(undefined, `update app.account_sync set plan = '${JSON.stringify(plan)}' where state = 'ready'`);

    expect(await orphans(engine)).toEqual([]);
  });

  it.each([
    ['the region policy denies its region', mapping(QUEUE, { deny: ['eu-west-1'] }), ['eu-west-1']],
    ['the region policy allows others only', mapping(QUEUE, { allow: ['us-east-1'] }), ['eu-west-1']],
    ['its kind left the mapping', mapping(TOPIC), EVERYWHERE],
  ])('is an orphan whatever the source of the regions, where %s', async (_, document, regions) => {
    const engine = await synced();
    enable(engine, ['us-east-1'], 'fixed');
    await engine.remap({}, document);
    await engine.sync();

    expect(await orphans(engine)).toEqual(regions.map((region) => ({ kind: QUEUE, region })));
  });
});
