import { DELETION_REASONS, DELETION_STATES, HOLD_STATES } from '@longshore/database';
import { BRAKE_REASONS } from '@longshore/domain';
import type { DecidedDeletion, Deletion } from '@longshore/sync';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

export const deletionsQuery = pageQuery.extend({
  state: z.enum(DELETION_STATES).exactOptional(),
  reason: z.enum(DELETION_REASONS).exactOptional(),
});

export const holdsQuery = pageQuery.extend({ state: z.enum(HOLD_STATES).exactOptional() });

export const holdSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(HOLD_STATES),
    reason: z.enum(BRAKE_REASONS),
    count: z.int(),
    share: z.number().meta({ description: 'Of the entities that the listing makes, 0 to 1' }),
    scope: z.object({ accountId: z.string(), region: z.string(), kind: z.string() }),
    syncId: z.uuid(),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    actor: z.string().nullable().meta({ description: 'Id of the API key that decided' }),
  })
  .meta({ id: 'DeletionHold' });

export const decidedSchema = holdSchema
  .extend({
    carriedOutBy: z.uuid().nullable().meta({ description: 'A sync that was opened for it; null: the next one' }),
  })
  .meta({ id: 'DecidedDeletion' });

export const deletionSchema = z
  .object({
    id: z.uuid().nullable().meta({ description: 'In the journal; null while it is held' }),
    state: z.enum(DELETION_STATES),
    blueprint: z.string(),
    identifier: z.string(),
    awsId: z.string().nullable(),
    reason: z.enum(DELETION_REASONS),
    evidence: z.record(z.string(), z.unknown()).nullable(),
    at: z.iso.datetime().nullable(),
    syncId: z.uuid().nullable(),
    operationId: z.uuid().nullable(),
    holdId: z.uuid().nullable(),
    isRestorable: z.boolean(),
    hold: holdSchema.nullable(),
  })
  .meta({ id: 'Deletion' });

export function deletionView(deletion: Deletion): z.input<typeof deletionSchema> | object {
  if ('entry' in deletion) return { ...deletion.entry, hold: null };
  const { entityId: _, hold, ...entity } = deletion.held;
  const journal = { evidence: null, at: null, syncId: hold.syncId, operationId: null, isRestorable: false };
  return { id: null, state: 'held', ...entity, ...journal, holdId: hold.id, hold };
}

export function decidedView({ hold, syncId }: DecidedDeletion) {
  return { ...hold, carriedOutBy: syncId };
}
