import { canonicalJson, type Entity, type Json, type UpsertBatch, type UpsertVerdict } from '@longshore/domain';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryPort } from '../testing/memory-port.js';
import { EntityPacker, type OutgoingEntity, type PushedEntity } from './entity-packer.js';

const MAX_BYTES = 900 * 1024;

function outgoing(identifier: string, blueprint = 'thing', text = ''): OutgoingEntity {
  const entity: Entity = { identifier, blueprint, properties: { text }, relations: {} };
  const key = Buffer.from(identifier);
  const confirmation = { scopeId: '1', key, entry: 'e', entityId: identifier, intent: '1', bodyHash: key };
  return { entity, bytes: Buffer.byteLength(JSON.stringify(entity)), confirmation };
}

describe('the packer of entities', () => {
  let port: MemoryPort;
  let settled: PushedEntity[][];
  let mayPush: boolean;
  let packer: EntityPacker;

  beforeEach(() => {
    vi.useFakeTimers();
    port = new MemoryPort();
    settled = [];
    mayPush = true;
    packer = new EntityPacker({
      catalog: port,
      access: port.access,
      policy: { merge: true, createMissingRelatedEntities: false, deleteDependents: false, deletionThreshold: null },
      assertPushable: () => {
        if (!mayPush) throw new Error('the lease is lost');
      },
      settle: async (pushed) => void settled.push(pushed),
      signal: new AbortController().signal,
    });
  });
  afterEach(() => vi.useRealTimers());

  const push = (count: number, blueprint = 'thing') =>
    packer.push(Array.from({ length: count }, (_, index) => outgoing(`${blueprint}-${index}`, blueprint)));
  const sizes = () => port.batches.map(({ blueprint, entities }) => `${entities.length} ${blueprint}`);

  it('sends twenty at once without waiting', async () => {
    await push(20);

    expect(sizes()).toEqual(['20 thing']);
  });

  it('waits 200 ms for others, and no longer', async () => {
    const pushes = [push(3), push(4)];
    await vi.advanceTimersByTimeAsync(199);
    expect(sizes()).toEqual([]);

    await vi.advanceTimersByTimeAsync(1);
    await Promise.all(pushes);
    expect(sizes()).toEqual(['7 thing']);
  });

  it('waits longer while more is being listed, but never beyond two seconds', async () => {
    let end: () => void = () => undefined;
    const reading = packer.during(() => new Promise<void>((resolve) => (end = resolve)));
    const first = push(3);
    await vi.advanceTimersByTimeAsync(1_000);
    const second = push(17);
    await Promise.all([first, second]);
    expect(sizes()).toEqual(['20 thing']);

    const last = push(4, 'other');
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sizes()).toEqual(['20 thing']);
    await vi.advanceTimersByTimeAsync(1);
    await last;
    expect(sizes()).toEqual(['20 thing', '4 other']);

    end();
    await reading;
  });

  it('waits for nobody once what it expected has come', async () => {
    let end: () => void = () => undefined;
    const walk = packer.expecting(() => new Promise<void>((resolve) => (end = resolve)));
    await packer.expecting(async () => undefined);
    const first = push(3);
    await vi.advanceTimersByTimeAsync(199);
    expect(sizes()).toEqual([]);

    end();
    await walk;
    const second = push(4);
    await vi.advanceTimersByTimeAsync(0);
    await Promise.all([first, second]);
    expect(sizes()).toEqual(['7 thing']);
  });

  it('puts entities of one blueprint only into a request', async () => {
    const pushes = [push(2, 'one'), push(3, 'other')];
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(pushes);

    expect(sizes()).toEqual(['2 one', '3 other']);
  });

  it('never sends more than twenty, nor more bytes than Port takes, unless one entity alone does', async () => {
    vi.useRealTimers();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(400), { maxLength: 45 }), async (kilobytes) => {
        port.batches.length = 0;
        const items = kilobytes.map((size, index) => outgoing(`${index}`, 'thing', 'é'.repeat(size * 512)));
        await packer.push(items);

        const bytesOf = ({ entities }: UpsertBatch) =>
          entities.reduce((sum, entity) => sum + Buffer.byteLength(canonicalJson(entity as unknown as Json)) + 1, 0);
        expect(port.batches.flatMap(({ entities }) => entities.map(({ identifier }) => identifier)).sort()).toEqual(
          kilobytes.map((_, index) => `${index}`).sort(),
        );
        for (const batch of port.batches) {
          expect(batch.entities.length).toBeLessThanOrEqual(20);
          expect(batch.entities.length === 1 || bytesOf(batch) <= MAX_BYTES).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('hands over each verdict with its entity, and what Port did not speak of as unknown', async () => {
    const verdict: UpsertVerdict = { state: 'created' };
    port.answer = () => [verdict];
    const pushing = push(2);
    await vi.advanceTimersByTimeAsync(200);
    await pushing;

    expect(settled.map((pushed) => pushed.map((item) => [item.entity.identifier, item.verdict.state]))).toEqual([
      [
        ['thing-0', 'created'],
        ['thing-1', 'unknown'],
      ],
    ]);
  });

  it('sends nothing once the right to push is gone', async () => {
    mayPush = false;

    await expect(push(20)).rejects.toThrow('the lease is lost');
    expect(port.batches).toEqual([]);
    expect(settled).toEqual([]);
  });
});
