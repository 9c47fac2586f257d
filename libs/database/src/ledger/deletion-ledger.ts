import { Injectable } from '@nestjs/common';
import type { IntegrationId, JsonObject, SyncId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { Transaction } from '../connection/transaction.js';
import type { DeletionCandidate } from './dead-claims.js';
import { holdFence, type Fence } from './fence.js';
import { columns } from './page-intent.js';

export interface IntendedDeletion extends DeletionCandidate {
  evidence: JsonObject;
  /** The entity as Port had it, sealed; null when Port did not have it. */
  before: Buffer | null;
}

/** A deletion that nobody carries out any more: longer than any worker keeps its lease without renewing it. */
const UNFINISHED_MINUTES = 5;

/** Waits for whoever is about to claim one of these entities, and makes whoever comes later wait. */
async function lockEntities(transaction: Transaction, tenantId: TenantId, ids: string[]): Promise<void> {
  await transaction.rows(
    `select 1 from hot.entity where tenant_id = $1 and id = any($2::bigint[]) order by id for update`,
    [tenantId, ids],
  );
}

/** The journal of deletions: written before Port is asked, kept so that each can be explained and undone. */
@Injectable()
export class DeletionLedger {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Journals the deletions that still hold: those whose every claim is still dead now. Their claims lose their confirmation, so that a
   * resource which returns is pushed again whatever became of the deletion. The entity as an earlier, unfinished try found it is kept.
   */
  async begin(
    tenantId: TenantId,
    fence: Fence,
    sync: { integrationId: IntegrationId; syncId: SyncId },
    deletions: IntendedDeletion[],
  ): Promise<DeletionCandidate[]> {
    return this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const ids = deletions.map((deletion) => deletion.entityId);
      await lockEntities(transaction, tenantId, ids);
      const doomed = await transaction.rows<{ id: string }>(
        `select c.entity_id::text as id from hot.claim c join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
         where c.tenant_id = $1 and c.entity_id = any($2::bigint[]) group by c.entity_id having bool_and(c.unmapped or r.absent_at is not null)`,
        [tenantId, ids],
      );
      const holding = new Set(doomed.map((row) => row.id));
      const begun = deletions.filter((deletion) => holding.has(deletion.entityId));
      await transaction.count(
        `update hot.claim set pushed_hash = null where tenant_id = $1 and entity_id = any($2::bigint[])`,
        [tenantId, begun.map((deletion) => deletion.entityId)],
      );
      await journal(transaction, tenantId, sync, begun);
      return begun.map(({ evidence: _evidence, before: _before, ...candidate }) => candidate);
    });
  }

  /** Forgets the entities that Port says are gone, and keeps the others with what Port said. */
  async end(
    tenantId: TenantId,
    fence: Fence,
    { gone, kept, detail }: { gone: DeletionCandidate[]; kept: DeletionCandidate[]; detail: string },
  ): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const ids = gone.map((deletion) => deletion.entityId);
      await lockEntities(transaction, tenantId, ids);
      await forgetEntities(transaction, tenantId, ids);
      await close(transaction, tenantId, gone, { state: 'deleted', evidence: {} });
      await close(transaction, tenantId, kept, { state: 'kept', evidence: { port: detail } });
    });
  }

  /** Closes deletions that a worker began and nobody finished, where a resource makes the entity again. The others are settled anew. */
  async closeReturned(tenantId: TenantId, fence: Fence, integrationId: IntegrationId): Promise<void> {
    await this.database.transaction(tenantId, async (transaction) => {
      await holdFence(transaction, fence);
      const unfinished = await transaction.rows<Unfinished>(
        `select id, blueprint, identifier from hot.deletion
         where tenant_id = $1 and integration_id = $2 and state = 'deleting' and created_at < now() - interval '${UNFINISHED_MINUTES} minutes'`,
        [tenantId, integrationId],
      );
      if (unfinished.length > 0) await closeReturned(transaction, tenantId, unfinished);
    });
  }
}

interface Unfinished {
  id: string;
  blueprint: string;
  identifier: string;
}

/** One probe a deletion: as one join PostgreSQL would read the whole ledger of the tenant for it. */
async function closeReturned(transaction: Transaction, tenantId: TenantId, unfinished: Unfinished[]): Promise<void> {
  await transaction.count(
    `update hot.deletion d set state = 'kept', evidence = d.evidence || '{"ledger": "a resource makes it again"}'
     from (
       select v.id from unnest($2::uuid[], $3::text[], $4::text[]) as v (id, blueprint, identifier)
       join app.blueprint_name b on b.tenant_id = $1 and b.name = v.blueprint
       cross join lateral (
         select e.id from hot.entity e where e.tenant_id = $1 and e.blueprint_id = b.id and e.identifier = v.identifier limit 1
       ) e
       cross join lateral (
         select true from hot.claim c
         join hot.resource r on r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key and r.absent_at is null
         where c.tenant_id = $1 and c.entity_id = e.id and not c.unmapped limit 1
       ) made
     ) returned
     where d.tenant_id = $1 and d.id = returned.id and d.state = 'deleting'`,
    [
      tenantId,
      unfinished.map(({ id }) => id),
      unfinished.map(({ blueprint }) => blueprint),
      unfinished.map(({ identifier }) => identifier),
    ],
  );
}

async function journal(
  transaction: Transaction,
  tenantId: TenantId,
  { integrationId, syncId }: { integrationId: IntegrationId; syncId: SyncId },
  begun: IntendedDeletion[],
): Promise<void> {
  await transaction.count(
    `with v as (
       select * from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::bytea[]) as v (blueprint, identifier, aws_id, reason, evidence, before_ct)),
     unfinished as (
       delete from hot.deletion d using v where d.tenant_id = $1 and d.state = 'deleting' and d.blueprint = v.blueprint and d.identifier = v.identifier
       returning d.blueprint, d.identifier, d.before_ct)
     insert into hot.deletion (tenant_id, id, integration_id, sync_id, blueprint, identifier, aws_id, reason, evidence, before_ct, state)
     select $1, gen_random_uuid(), $2, $3, v.blueprint, v.identifier, v.aws_id, v.reason, v.evidence,
       coalesce(v.before_ct, (select u.before_ct from unfinished u
         where u.blueprint = v.blueprint and u.identifier = v.identifier and u.before_ct is not null limit 1)), 'deleting'
     from v`,
    [
      tenantId,
      integrationId,
      syncId,
      ...columns(begun, ['blueprint', 'identifier', 'awsId', 'reason']),
      begun.map((deletion) => JSON.stringify(deletion.evidence)),
      begun.map((deletion) => deletion.before),
    ],
  );
}

/** A claim that was made while Port deleted the entity stays, unconfirmed: it is pushed again. */
async function forgetEntities(transaction: Transaction, tenantId: TenantId, ids: string[]): Promise<void> {
  const dead = await transaction.rows<{ scope_id: string; key: Buffer }>(
    `delete from hot.claim c using hot.resource r
     where c.tenant_id = $1 and c.entity_id = any($2::bigint[]) and r.tenant_id = c.tenant_id and r.scope_id = c.scope_id and r.key = c.key
       and (c.unmapped or r.absent_at is not null) returning c.scope_id, c.key`,
    [tenantId, ids],
  );
  await transaction.count(
    `delete from hot.resource r using unnest($2::bigint[], $3::bytea[]) as v (scope_id, key)
     where r.tenant_id = $1 and r.scope_id = v.scope_id and r.key = v.key and r.absent_at is not null
       and not exists (select from hot.claim c where c.tenant_id = r.tenant_id and c.scope_id = r.scope_id and c.key = r.key)`,
    [tenantId, ...columns(dead, ['scope_id', 'key'])],
  );
  await transaction.count(
    `update hot.claim set pushed_hash = null where tenant_id = $1 and entity_id = any($2::bigint[])`,
    [tenantId, ids],
  );
  await transaction.count(`delete from hot.failure where tenant_id = $1 and entity_id = any($2::bigint[])`, [
    tenantId,
    ids,
  ]);
  await transaction.count(
    `delete from hot.entity e where e.tenant_id = $1 and e.id = any($2::bigint[])
       and not exists (select from hot.claim c where c.tenant_id = e.tenant_id and c.entity_id = e.id)`,
    [tenantId, ids],
  );
}

async function close(
  transaction: Transaction,
  tenantId: TenantId,
  deletions: DeletionCandidate[],
  { state, evidence }: { state: 'deleted' | 'kept'; evidence: JsonObject },
): Promise<void> {
  if (deletions.length === 0) return;
  await transaction.count(
    `update hot.deletion d set state = $4, evidence = d.evidence || $5::jsonb from unnest($2::text[], $3::text[]) as v (blueprint, identifier)
     where d.tenant_id = $1 and d.state = 'deleting' and d.blueprint = v.blueprint and d.identifier = v.identifier`,
    [tenantId, ...columns(deletions, ['blueprint', 'identifier']), state, evidence],
  );
}
