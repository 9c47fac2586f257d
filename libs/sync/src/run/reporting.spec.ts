import type { JsonObject } from '@longshore/domain';
import { SyncLogStore, type SyncRow } from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../testing/engine.js';
import { denied } from '../testing/memory-aws.js';

const QUEUE = 'AWS::SQS::Queue';

describe('what a sync tells of itself', () => {
  let ledger: LedgerFixture;
  let engine: Engine;
  let queues: Map<string, JsonObject>;

  beforeAll(async () => {
    ledger = await LedgerFixture.open();
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    engine = await Engine.open(ledger);
    queues = new Map([['a', { version: 1 }]]);
    engine.aws.regions['eu-west-1'] = queues;
    engine.aws.regions['us-east-1'] = new Map();
  });

  async function told(): Promise<{ [column: string]: JsonObject }> {
    const [row] = await engine.rows('select outcomes, effort, warnings from app.account_sync');
    return row as { [column: string]: JsonObject };
  }

  async function log({ id }: SyncRow) {
    const lines = await new SyncLogStore(ledger.database).since(engine.tenantId, id, { after: 0 });
    return lines.map(({ level, message, region, data }) => ({ level, message, region, data }));
  }

  it('is what the stages of each listing took, and their sum; empty ones take no room', async () => {
    queues.set('b', { broken: true });
    engine.aws.effort = { list: { ms: 7, retries: 1 } };
    engine.port.answer = ({ entities }) => entities.map(() => ({ state: 'updated', retries: 2 }));

    await engine.sync();

    const { outcomes, effort } = await told();
    expect(Object.keys(outcomes ?? {})).toEqual(['0']);
    expect(outcomes?.['0']).toMatchObject({
      state: 'complete',
      items: 2,
      ms: expect.any(Number),
      effort: { list: { ms: 7, retries: 1 }, map: { failures: 1 }, push: { retries: 2 } },
    });
    expect(effort).toMatchObject({ list: { ms: 14, retries: 2 }, map: { failures: 1 }, push: { retries: 2 } });
  });

  it('is what was done in vain where a listing failed', async () => {
    engine.aws.fault = () => {
      throw Object.assign(denied(), { effort: { list: { ms: 5, throttles: 3, failures: 1 } } });
    };

    await engine.sync();

    expect((await told())['outcomes']?.['0']).toMatchObject({
      reason: 'denied',
      remedy: 'Allow sqs:ListQueues for the role, or remove the kind from the mapping.',
      effort: { list: { ms: 5, throttles: 3, failures: 1 } },
    });
  });

  it('is a warning where a kind yields nothing and a listing was denied', async () => {
    queues.clear();
    engine.aws.fault = (call) => {
      if (call === 'first page' && engine.aws.listed.length === 0) throw denied();
    };

    const sync = await engine.sync();

    const message = `${QUEUE} yields no resources in account 100000000000: denied in eu-west-1, us-east-1.`;
    expect((await told())['warnings']).toMatchObject([{ kind: QUEUE, message }]);
    const events = await engine.rows(
      `select data ->> 'message' as message from hot.sync_event where type = 'kind.empty'`,
    );
    expect(events).toEqual([{ message }]);
    expect((await log(sync)).filter(({ data }) => data['message'] === message)).toHaveLength(1);
  });

  it('is none where a kind yields nothing because there is nothing', async () => {
    queues.clear();
    await engine.sync();

    expect((await told())['warnings']).toEqual([]);
  });

  it('is a log with a line for each listing that has something to tell, and the counts in the last', async () => {
    queues.set('b', { broken: true });
    engine.port.answer = ({ entities }) =>
      entities.map(() => ({ state: 'failed', status: 422, error: 'bad', detail: 's3cret', isUnmetRelation: false }));

    const sync = await engine.sync();

    const lines = await log(sync);
    expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'info account sync began',
      'error a resource could not be mapped',
      'error Port did not take an entity',
      'warning listed',
      'info account sync finished',
      'warning sync finished',
    ]);
    expect(lines[2]?.data).toEqual({ blueprint: 'thing', identifier: 'a', code: '422 bad' });
    expect(lines.at(-1)?.data).toEqual({ status: 'partial', detail: null, counts: sync.counts });
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });

  it('counts resources that our own session policy restricts, without calling the listing incomplete', async () => {
    engine.aws.restricted = 'sqs:GetQueueAttributes';

    const sync = await engine.sync();

    expect(sync.state).toBe('completed');
    expect((await told())['outcomes']?.['0']).toMatchObject({
      state: 'complete',
      restricted: { count: 1, action: 'sqs:GetQueueAttributes' },
    });
  });
});
