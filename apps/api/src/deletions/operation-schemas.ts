import { AwsAccountId, AwsRegion, KindName } from '@longshore/domain';
import { OPERATION_STATES, OPERATION_TYPES, type OperationRow } from '@longshore/database';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

export const operationSchema = z
  .object({
    id: z.uuid(),
    integration: z.string().meta({ description: 'Identifier of the integration, which may be deleted by now' }),
    type: z.enum(OPERATION_TYPES),
    target: z.record(z.string(), z.unknown()),
    status: z.enum(OPERATION_STATES),
    detail: z.string().nullable(),
    counts: z.object({
      restored: z.int(),
      present: z.int().meta({ description: 'In Port again by other means, and left as it is' }),
      deleted: z.int(),
      kept: z.int().meta({ description: 'Port kept it, since others relate to it' }),
      failed: z.int(),
    }),
    actor: z.string(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Operation' });

export const operationsQuery = pageQuery.extend({
  type: z.enum(OPERATION_TYPES).exactOptional(),
  integration: z.string().min(1).max(100).exactOptional(),
});

/** Without `confirmedEntities` nothing is deleted: the answer tells what would be. */
export const pruneBody = z
  .strictObject({
    accountIds: z.array(AwsAccountId).min(1).max(1_000).exactOptional(),
    regions: z.array(AwsRegion).min(1).max(100).exactOptional(),
    kinds: z.array(KindName).min(1).max(1_000).exactOptional(),
    confirmedEntities: z.int().min(0).exactOptional(),
  })
  .prefault({})
  .meta({ id: 'Prune' });

export const prunePlanSchema = z
  .object({
    entities: z.int(),
    scopes: z.array(
      z.object({
        accountId: z.string(),
        region: z.string(),
        kind: z.string(),
        entities: z.int(),
        orphanedAt: z.iso.datetime().nullable(),
      }),
    ),
    operation: operationSchema.nullable(),
  })
  .meta({ id: 'PrunePlan' });

const NONE = { restored: 0, present: 0, deleted: 0, kept: 0, failed: 0 };

export function operationView({ state, integrationId: _, counts, ...operation }: OperationRow) {
  return { ...operation, status: state, counts: { ...NONE, ...counts } };
}
