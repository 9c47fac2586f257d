import { AwsAccountId, AwsRegion, KindName, OUTCOME_REASONS, SYNC_STATES } from '@longshore/domain';
import { PLANNED_ACTIONS } from '@longshore/database';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';

/** Absent lists restrict nothing. What is left out is skipped, so nothing is ever deleted from it. */
export const newSyncBody = z
  .strictObject({
    dryRun: z.boolean().default(false).meta({ description: 'Walks and maps, and writes down what a sync would do' }),
    kinds: z.array(KindName).min(1).max(1_000).exactOptional(),
    accountIds: z.array(AwsAccountId).min(1).max(1_000).exactOptional(),
    regions: z.array(AwsRegion).min(1).max(100).exactOptional(),
  })
  .prefault({})
  .meta({ id: 'NewSync' });

const entityCounts = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  deleted: z.int(),
  held: z.int(),
  failed: z.int(),
});

export const syncSchema = z
  .object({
    id: z.uuid(),
    no: z.int(),
    status: z.enum(SYNC_STATES),
    detail: z.string().nullable(),
    trigger: z.string(),
    dryRun: z.boolean(),
    filter: z.object({ kinds: z.array(z.string()).optional(), regions: z.array(z.string()).optional() }).nullable(),
    mappingVersion: z.int(),
    counts: z.object({
      accounts: z.int(),
      scopes: z.int(),
      complete: z.int(),
      incomplete: z.int(),
      skipped: z.int(),
      resources: z.int(),
      entities: entityCounts,
      warnings: z.int(),
    }),
    openedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Sync' });

const stage = z.object({
  ms: z.int().meta({ description: 'Waiting for this stage; what ran side by side counts each time' }),
  retries: z.int(),
  throttles: z.int().meta({ description: 'Answers that asked to slow down' }),
  failures: z.int(),
});
const stages = z.object({ list: stage, enrich: stage, map: stage, push: stage });

const scopeState = z.enum(['waiting', 'complete', 'incomplete', 'skipped']);

export const scopesQuery = pageQuery.extend({ state: scopeState.exactOptional() });

export const scopeSchema = z
  .object({
    accountId: z.string(),
    region: z.string(),
    kind: z.string(),
    state: scopeState,
    items: z.int(),
    models: z
      .object({ found: z.int(), incomplete: z.int() })
      .nullable()
      .meta({ description: 'Of a kind that is listed by resource model: how many, and how many of them fell short' }),
    reason: z.enum(OUTCOME_REASONS).nullable().meta({ description: 'docs/reasons.md explains each' }),
    detail: z.string().nullable(),
    remedy: z.string().nullable(),
    durationMs: z.int().nullable(),
    stages,
  })
  .meta({ id: 'Scope' });

export const planQuery = pageQuery.extend({ action: z.enum(PLANNED_ACTIONS).exactOptional() });

export const planSchema = pageOf(
  z
    .object({
      action: z.enum(PLANNED_ACTIONS),
      reason: z.string().nullable().meta({ description: 'docs/deletion.md explains each; null for what is created' }),
      blueprint: z.string(),
      identifier: z.string(),
      accountId: z.string(),
      region: z.string(),
      kind: z.string(),
      resource: z.string(),
    })
    .meta({ id: 'PlannedChange' }),
).extend({
  omitted: z
    .int()
    .nullable()
    .meta({ description: 'Changes that are counted but not listed; null while the sync runs' }),
});

const warningSchema = z
  .object({
    kind: z.string(),
    accountId: z.string(),
    message: z.string(),
    incomplete: z.array(z.object({ region: z.string(), reason: z.enum(OUTCOME_REASONS), detail: z.string() })),
    leftOutByPolicy: z.array(z.string()),
    restrictedTo: z.array(z.string()).nullable(),
  })
  .meta({ id: 'SyncWarning' });

const fieldSchema = z
  .object({
    entry: z.string(),
    kind: z.string(),
    field: z.string(),
    ok: z.int(),
    null: z.int(),
    error: z.int(),
    firstError: z.string().nullable(),
    sample: z.string().nullable().meta({ description: 'Identifier of an entity that shows it' }),
  })
  .meta({ id: 'FieldOutcome' });

export const syncDetailsSchema = syncSchema
  .extend({
    accounts: z.array(
      z.object({
        accountId: z.string(),
        state: z.enum(['ready', 'running', 'done']),
        outcome: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
    incomplete: z.array(scopeSchema).meta({ description: 'At most 100; GET .../scopes lists every one.' }),
    stages: stages.meta({ description: 'What the stages took, over all accounts.' }),
    warnings: z.array(warningSchema).meta({
      description:
        'Kinds that yielded nothing in an account although not everything was looked at. At most 100; the log has every one.',
    }),
    mapping: z.array(fieldSchema).meta({
      description:
        'Fields that came out null or failed, of what this sync mapped: unchanged resources are not mapped again. At most 100, the worst first.',
    }),
  })
  .meta({ id: 'SyncDetails' });
