import type { DeleteBatch, PortAccess } from '@longshore/domain';
import { contentOf, DeletedAnswer, isSuccess } from './envelope.js';
import { portPath } from './port-path.js';
import type { PortRequests } from './port-requests.js';

/**
 * Deletes in one call where Port allows it, and never what relates to it. When one entity keeps the others from being deleted, or the answer leaves some
 * out, those are deleted one by one.
 */
export async function deleteBatch(
  requests: PortRequests,
  access: PortAccess,
  batch: DeleteBatch,
  signal?: AbortSignal,
): Promise<string[]> {
  if (batch.identifiers.length === 0) return [];
  const answer = await requests.send(
    access,
    {
      method: 'POST',
      path: portPath`/v1/blueprints/${batch.blueprint}/bulk/entities/delete`,
      query: { delete_dependents: false },
      body: { entities: batch.identifiers },
    },
    signal,
  );
  const deleted = new Set(isSuccess(answer) ? contentOf(answer, DeletedAnswer).deletedEntities : []);
  const gone = batch.identifiers.filter((identifier) => deleted.has(identifier));
  const left = batch.identifiers.filter((identifier) => !deleted.has(identifier));
  return [...gone, ...(await deleteEach(requests, access, { ...batch, identifiers: left }, signal))];
}

/** Goes over the rest again as long as that helps: an entity may have waited for its dependent in the same list. */
async function deleteEach(
  requests: PortRequests,
  access: PortAccess,
  batch: DeleteBatch,
  signal?: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  const kept: string[] = [];
  for (const identifier of batch.identifiers) {
    const isGone = await deleteOne(requests, access, { ...batch, identifiers: [identifier] }, signal);
    (isGone ? gone : kept).push(identifier);
  }
  if (gone.length === 0 || kept.length === 0) return gone;
  return [...gone, ...(await deleteEach(requests, access, { ...batch, identifiers: kept }, signal))];
}

async function deleteOne(
  requests: PortRequests,
  access: PortAccess,
  { blueprint, identifiers: [identifier = ''] }: DeleteBatch,
  signal?: AbortSignal,
): Promise<boolean> {
  const answer = await requests.send(
    access,
    {
      method: 'DELETE',
      path: portPath`/v1/blueprints/${blueprint}/entities/${identifier}`,
      query: { delete_dependents: false },
    },
    signal,
  );
  return isSuccess(answer) || answer.status === 404;
}
