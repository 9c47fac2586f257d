import type { MappedEntity, PortAccess, UpsertBatch, UpsertVerdict } from '@longshore/domain';
import { isSought, PortUnreachable } from '@longshore/domain';
import { BatchAnswer, contentOf, isSuccess, refusalOf } from './envelope.js';
import type { FinalAnswer } from './retries.js';
import { portPath } from './port-path.js';
import type { PortRequests } from './port-requests.js';
import { isRetryable } from './retry-delay.js';

/** Port's limit for a request body. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Statuses for a whole call that one entity alone can cause: too large, or not an entity at all. */
const BLAMES_ONE_ENTITY = new Set([413, 422]);

/**
 * Sends a batch and gives one verdict per entity, by index. Entities that Port refused for a passing reason (429, 5xx inside
 * a 207) are sent once more.
 */
export async function upsertBatch(
  requests: PortRequests,
  access: PortAccess,
  batch: UpsertBatch,
  signal?: AbortSignal,
): Promise<UpsertVerdict[]> {
  const verdicts = await sendBatch(requests, access, batch, signal);
  const passing = [...verdicts.keys()].filter((index) => isPassing(verdicts[index]));
  if (passing.length === 0) return verdicts;
  const entities = passing.flatMap((index) => batch.entities[index] ?? []);
  const again = await sendBatch(requests, access, { ...batch, entities }, signal);
  return verdicts.map((verdict, index) => {
    const second = again[passing.indexOf(index)];
    return second ? { ...second, retries: (verdict.retries ?? 0) + 1 + (second.retries ?? 0) } : verdict;
  });
}

function isPassing(verdict: UpsertVerdict | undefined): boolean {
  return verdict?.state === 'failed' && isRetryable(verdict.status);
}

/** A batch that one entity spoils is halved until that one is alone. */
async function sendBatch(
  requests: PortRequests,
  access: PortAccess,
  batch: UpsertBatch,
  signal?: AbortSignal,
): Promise<UpsertVerdict[]> {
  if (batch.entities.length === 0) return [];
  try {
    const answer = await requests.send(access, requestOf(batch), signal);
    if (isSuccess(answer)) return verdictsOf(answer, batch.entities).map((verdict) => retried(verdict, answer));
    if (!BLAMES_ONE_ENTITY.has(answer.status) || batch.entities.length === 1)
      return refusedAll(answer, batch.entities).map((verdict) => retried(verdict, answer));
  } catch (error) {
    if (!(error instanceof PortUnreachable)) throw error;
    return batch.entities.map(() => ({ state: 'unknown', detail: error.message }));
  }
  const half = Math.ceil(batch.entities.length / 2);
  const first = { ...batch, entities: batch.entities.slice(0, half) };
  const second = { ...batch, entities: batch.entities.slice(half) };
  return [
    ...(await sendBatch(requests, access, first, signal)),
    ...(await sendBatch(requests, access, second, signal)),
  ];
}

function retried(verdict: UpsertVerdict, { attempts }: FinalAnswer): UpsertVerdict {
  return attempts > 1 ? { ...verdict, retries: attempts - 1 } : verdict;
}

function requestOf(batch: UpsertBatch) {
  return {
    method: 'POST' as const,
    path: portPath`/v1/blueprints/${batch.blueprint}/entities/bulk`,
    query: {
      upsert: true,
      merge: batch.merge,
      create_missing_related_entities: batch.createMissingRelatedEntities,
    },
    body: { entities: batch.entities.map(({ blueprint: _inPath, ...entity }) => entity) },
  };
}

/** By index, never by identifier: Port may tell another identifier than it was sent. */
function verdictsOf(answer: FinalAnswer, entities: MappedEntity[]): UpsertVerdict[] {
  const { entities: stored, errors } = contentOf(answer, BatchAnswer);
  const verdicts = new Map<number, UpsertVerdict>();
  for (const { index, created, identifier } of stored) {
    const entity = entities[index];
    const state = created ? 'created' : 'updated';
    verdicts.set(index, entity && isSought(entity) ? { state, found: identifier } : { state });
  }
  for (const { index, statusCode, error, message } of errors) {
    const verdict = failed(statusCode, error, message);
    const entity = entities[index];
    // Of a search the same words mean that it found nothing.
    verdicts.set(index, entity && isSought(entity) ? { ...verdict, isUnmetRelation: false } : verdict);
  }
  const absent = failed(answer.status, 'no_outcome', 'Port told no outcome for this entity');
  return entities.map((_entity, index) => verdicts.get(index) ?? absent);
}

/** Port words a related entity that does not exist as 404 not_found; for a whole call the same means that the blueprint is missing. */
function failed(status: number, error: string, detail: string): Extract<UpsertVerdict, { state: 'failed' }> {
  return { state: 'failed', status, error, detail, isUnmetRelation: status === 404 && error === 'not_found' };
}

function refusedAll(answer: FinalAnswer, entities: MappedEntity[]): UpsertVerdict[] {
  const { error, message } = refusalOf(answer);
  return entities.map((entity) => ({
    state: 'failed',
    status: answer.status,
    error,
    detail: answer.status === 413 ? sizes(entity) : message,
    isUnmetRelation: false,
  }));
}

function sizes(entity: MappedEntity): string {
  const members = Object.entries({ ...entity.properties, ...entity.relations })
    .map(([id, value]) => ({ id, bytes: bytesOf(value) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ id, bytes }) => `${id} ${bytes} bytes`);
  return `the entity takes ${bytesOf(entity)} bytes, Port allows ${MAX_BODY_BYTES}; largest: ${members.join(', ')}`;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
