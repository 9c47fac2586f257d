import type { JsonObject } from '@longshore/domain';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';
import { denied } from '../testing/memory-aws.js';

const KIND = 'AWS::CodeBuild::BuildRun';
const TARGET = 'AWS::CodeDeploy::DeploymentTarget';
const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const BUILDS = Array.from({ length: 30 }, (_, index) => `build-${String(index).padStart(2, '0')}`);

describe('what leaves the window of a history', () => {
  let ledger: LedgerFixture;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());

  /** Thirty builds in Port that are 29 days old, and one of today. */
  const open = async (kind = KIND, happened = (days: number): JsonObject => ({ StartTime: daysAgo(days) })) => {
    const engine = await Engine.open(ledger, {
      resources: [
        {
          kind,
          selector: { query: 'true' },
          port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } },
        },
      ],
    });
    const builds = new Map(BUILDS.map((name) => [name, happened(29)]));
    builds.set('today', happened(0));
    engine.aws.regions['eu-west-1'] = builds;
    engine.aws.pageSize = 50;
    await engine.sync();
    expect(engine.port.entities.size).toBe(31);
    return { engine, builds };
  };
  /** Two days pass for the ledger, and AWS no longer lists the builds. */
  const age = async (engine: Engine, builds: Map<string, unknown>) => {
    BUILDS.forEach((name) => builds.delete(name));
    await engine.rows(`update hot.resource set ages_at = ages_at - interval '2 days'`);
  };

  it('is known with each resource', async () => {
    const { engine } = await open();
    const [{ days } = {}] = (await engine.rows(
      `select round(extract(epoch from ages_at - now()) / 86400)::int as days from hot.resource where aws_id = 'today'`,
    )) as { days: number }[];
    expect(days).toBe(30);
  });

  it('goes after one complete walk and past the brakes', async () => {
    const { engine, builds } = await open();
    await age(engine, builds);
    engine.aws.fault = (call) => {
      if (call === 'read') throw denied();
    };
    const { counts } = await engine.sync();
    expect(counts.entities).toMatchObject({ deleted: 30, held: 0 });
    expect([...engine.port.entities.keys()]).toEqual(['today']);
    expect(
      await engine.rows(`select reason, evidence ->> 'proof' as proof, count(*)::int from hot.deletion group by 1, 2`),
    ).toEqual([{ reason: 'aged-out', proof: 'left the history', count: 30 }]);
  });

  it('goes with its deployment, although targets can be read for ever', async () => {
    const { engine } = await open(TARGET, (days) => ({ EcsTarget: { lastUpdatedAt: daysAgo(days) } }));
    BUILDS.forEach((name) => engine.aws.unlisted.add(name));
    await age(engine, new Map());
    await engine.sync();
    expect([...engine.port.entities.keys()]).toEqual(['today']);
    expect(await engine.rows(`select distinct reason from hot.deletion`)).toEqual([{ reason: 'aged-out' }]);
  });

  it('leaves what is missed before its time to the brakes', async () => {
    const { engine, builds } = await open();
    await age(engine, builds);
    await engine.rows(`update hot.resource set ages_at = now() + interval '1 day' where aws_id <> 'build-00'`);
    const { counts } = await engine.sync();
    expect(counts.entities).toMatchObject({ deleted: 1, held: 29 });
    expect(engine.port.deleted).toEqual(['build-00']);
  });

  it('stays while AWS lists it, however old it is', async () => {
    const { engine } = await open();
    await engine.rows(`update hot.resource set ages_at = now() - interval '1 day'`);
    await engine.sync();
    expect(engine.port.deleted).toEqual([]);
  });

  it('stays where a mapping says that nothing is ever deleted', async () => {
    const { engine, builds } = await open();
    await engine.remap(
      { identifier: '.Identifier', blueprint: '"thing"' },
      {
        entityDeletionThreshold: 0,
        resources: [
          {
            kind: KIND,
            selector: { query: 'true' },
            port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } },
          },
        ],
      },
    );
    await age(engine, builds);
    await engine.sync();
    expect(engine.port.deleted).toEqual([]);
  });
});
