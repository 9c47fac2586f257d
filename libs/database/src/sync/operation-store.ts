import { Injectable } from '@nestjs/common';
import type { IntegrationId, JsonObject, OperationId, TenantId } from '@longshore/domain';
import { SystemDatabase } from '../connection/system-database.js';
import { TenantDatabase } from '../connection/tenant-database.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import type { OperationFence } from '../ledger/fence.js';
import { IS_GONE } from '../ledger/orphaned.js';

export const OPERATION_TYPES = ['restoration', 'prune', 'removal'] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];
export const OPERATION_STATES = ['queued', 'running', 'completed', 'partial', 'failed'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** Entities; each is counted as it stands after the last try. */
export interface OperationCounts {
  restored: number;
  /** In Port again by other means: left as it is. */
  present: number;
  deleted: number;
  /** Port kept it. */
  kept: number;
  failed: number;
}

/** Long-running work on what an integration made. */
export interface OperationRow {
  id: OperationId;
  integrationId: IntegrationId;
  /** The integration's identifier, which another one may have by now. */
  integration: string;
  type: OperationType;
  target: JsonObject;
  actor: string;
  state: OperationState;
  detail: string | null;
  counts: Partial<OperationCounts>;
  createdAt: Date;
  endedAt: Date | null;
}

/** An operation that somebody holds. */
export interface HeldOperation extends OperationRow {
  fence: string;
  place: string;
  /** How often it was claimed since it last got on or was given back, this time included. */
  attempts: number;
}

/** What a page of operations is restricted to. */
export interface OperationFilter {
  limit: number;
  type?: OperationType | undefined;
  /** By identifier: of all integrations that had it, deleted ones too. */
  integration?: string | undefined;
  /** The last operation of the page before. */
  after?: string | undefined;
}

const COLUMNS = `id, integration_id as "integrationId",
  (select i.identifier from app.integration i where i.tenant_id = operation.tenant_id and i.id = operation.integration_id) as integration, type, target, actor, state, detail, counts, created_at as "createdAt", ended_at as "endedAt"`;

/** Longer than a batch may take, so that nobody takes over what is still on its way to Port. */
const LEASE_SECONDS = 180;
const IS_FREE = `(state = 'queued' and (queued_at is null or queued_at <= now()) or state = 'running' and lease_until < now())`;

/** Operations: PostgreSQL holds them, whoever wins the lease carries them on. */
@Injectable()
export class OperationStore {
  constructor(
    private readonly tenants: TenantDatabase,
    private readonly system: SystemDatabase,
  ) {}

  async open(
    tenantId: TenantId,
    {
      id,
      integrationId,
      type,
      target,
      actor,
    }: Pick<OperationRow, 'id' | 'integrationId' | 'type' | 'target' | 'actor'>,
  ): Promise<OperationRow> {
    return this.tenants.transaction(tenantId, async (transaction) => {
      const row = await transaction.first<OperationRow>(
        `insert into app.operation (tenant_id, id, integration_id, type, target, actor) values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
        [tenantId, id, integrationId, type, target, actor],
      );
      return row as OperationRow;
    });
  }

  /**
   * Opens a prune for each integration with accounts that are gone for good and still hold something. What Port kept is tried again a day
   * later; what is under way is not started twice.
   */
  async openPrunesOfGone(tenantId: TenantId): Promise<number> {
    return this.tenants.transaction(tenantId, async (transaction) => {
      await transaction.rows(`select pg_advisory_xact_lock(hashtextextended('prune ' || $1, 0))`, [tenantId]);
      return transaction.count(
        `insert into app.operation (tenant_id, id, integration_id, type, target, actor)
         select $1, gen_random_uuid(), a.integration_id, 'prune',
           jsonb_build_object('isGone', true, 'accountIds', jsonb_agg(a.aws_account_id order by a.aws_account_id)), 'longshore'
         from app.account a join app.integration i on i.tenant_id = a.tenant_id and i.id = a.integration_id
         where a.tenant_id = $1 and i.state not in ('deleting', 'deleted') and ${IS_GONE}
           and exists (select from hot.scope s where s.tenant_id = a.tenant_id and s.account_id = a.id)
           and not exists (select from app.operation o where o.tenant_id = a.tenant_id and o.integration_id = a.integration_id
             and o.type = 'prune' and o.target ? 'isGone' and o.target -> 'accountIds' ? a.aws_account_id::text
             and (o.ended_at is null or o.created_at > now() - interval '1 day'))
         group by a.integration_id`,
        [tenantId],
      );
    });
  }

  async get(tenantId: TenantId, id: OperationId): Promise<OperationRow | undefined> {
    return this.tenants.transaction(tenantId, (transaction) =>
      transaction.first<OperationRow>(`select ${COLUMNS} from app.operation where id = $1`, [id]),
    );
  }

  /** All of the tenant, the newest first. */
  async list(tenantId: TenantId, { limit, type, integration, after }: OperationFilter): Promise<OperationRow[]> {
    return this.tenants.transaction(tenantId, (transaction) =>
      transaction.rows<OperationRow>(
        `select ${COLUMNS} from app.operation
         where tenant_id = $1 and ($2::text is null or type = $2)
           and ($3::text is null or integration_id in (select i.id from app.integration i where i.tenant_id = $1 and i.identifier = $3))
           and ($4::uuid is null or (created_at, id) < (select l.created_at, l.id from app.operation l where l.tenant_id = $1 and l.id = $4))
         order by created_at desc, id desc limit $5`,
        [tenantId, type ?? null, integration ?? null, after ?? null, limit],
      ),
    );
  }

  /** The newest removal of each integration. */
  async removals(tenantId: TenantId): Promise<OperationRow[]> {
    return this.tenants.transaction(tenantId, (transaction) =>
      transaction.rows<OperationRow>(
        `select distinct on (integration_id) ${COLUMNS} from app.operation where tenant_id = $1 and type = 'removal'
         order by integration_id, created_at desc`,
        [tenantId],
      ),
    );
  }

  /** The newest of a type. */
  async newest(
    tenantId: TenantId,
    integrationId: IntegrationId,
    type: OperationType,
  ): Promise<OperationRow | undefined> {
    return this.tenants.transaction(tenantId, (transaction) =>
      transaction.first<OperationRow>(
        `select ${COLUMNS} from app.operation where integration_id = $1 and type = $2 order by created_at desc limit 1`,
        [integrationId, type],
      ),
    );
  }

  /** Operations that nobody carries on, the longest waiting first. */
  async waiting(limit: number): Promise<{ tenantId: TenantId; operationId: OperationId }[]> {
    return this.system.transaction((transaction) =>
      transaction.rows(
        `select tenant_id as "tenantId", id as "operationId" from app.operation where ${IS_FREE} order by coalesce(queued_at, created_at) limit $1`,
        [limit],
      ),
    );
  }

  /** Wins the lease, or undefined when another process holds it. */
  async claim(tenantId: TenantId, id: OperationId): Promise<HeldOperation | undefined> {
    return this.tenants.transaction(tenantId, (transaction) =>
      transaction.first<HeldOperation>(
        `update app.operation set state = 'running', fence = fence + 1, attempts = attempts + 1, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
         where id = $1 and ${IS_FREE} returning ${COLUMNS}, fence::text as fence, place, attempts`,
        [id],
      ),
    );
  }

  /** Writes down how far it came, and prolongs the lease. Throws LeaseLost. */
  async advance(
    tenantId: TenantId,
    { operationId, fence }: OperationFence,
    { place, counts }: Pick<HeldOperation, 'place' | 'counts'>,
  ): Promise<void> {
    await this.write(
      tenantId,
      `update app.operation set place = $3, counts = $4, attempts = 0, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
       where id = $1 and fence = $2 and state = 'running'`,
      [operationId, fence, place, counts],
    );
  }

  /** Gives it back, to be carried on after so many seconds. Throws LeaseLost. */
  async release(
    tenantId: TenantId,
    { operationId, fence }: OperationFence,
    { detail, seconds }: { detail: string | null; seconds: number },
  ): Promise<void> {
    await this.write(
      tenantId,
      `update app.operation set state = 'queued', attempts = 0, lease_until = null, detail = $3, queued_at = now() + make_interval(secs => $4)
       where id = $1 and fence = $2 and state = 'running'`,
      [operationId, fence, detail, seconds],
    );
  }

  /** Throws LeaseLost. */
  async finish(
    tenantId: TenantId,
    { operationId, fence }: OperationFence,
    { state, detail }: { state: OperationState; detail: string | null },
  ): Promise<void> {
    await this.write(
      tenantId,
      `update app.operation set state = $3, detail = $4, lease_until = null, ended_at = now() where id = $1 and fence = $2 and state = 'running'`,
      [operationId, fence, state, detail],
    );
  }

  private async write(tenantId: TenantId, sql: string, values: unknown[]): Promise<void> {
    const written = await this.tenants.transaction(tenantId, (transaction) => transaction.count(sql, values));
    if (written === 0) throw new LeaseLost();
  }
}
