import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import type { ScopeKey } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';

/** Where a kept resource stands in the ledger, and in AWS. */
export interface RawPlace {
  scopeId: string;
  key: Buffer;
  awsAccountId: string;
  region: string;
  kind: string;
  awsId: string;
}

export interface KeptRaw extends RawPlace {
  body: Buffer;
  at: Date;
}

export interface RawSelection {
  kinds: string[];
  /** Absent members restrict nothing. */
  awsAccountIds?: string[] | undefined;
  regions?: string[] | undefined;
  awsId?: string | undefined;
  /** Of each kind. */
  limit: number;
}

const ERASED_AT_ONCE = 5_000;

/** The newest raw resource of each resource, sealed. They are written with the intent of their page. */
@Injectable()
export class RawStore {
  constructor(private readonly database: TenantDatabase) {}

  /** The versions that are kept of these resources, by key in hex. */
  async versions(tenantId: TenantId, scope: ScopeKey, keys: Buffer[]): Promise<Map<string, Buffer>> {
    if (keys.length === 0) return new Map();
    const text = `select encode(r.key, 'hex') as key, r.version from hot.raw r where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.key = any($6)`;
    const [kept] = await this.database.together(tenantId, [{ text, values: [...place(tenantId, scope), keys] }]);
    const rows = kept?.rows as { key: string; version: Buffer }[];
    return new Map(rows.map(({ key, version }) => [key, version]));
  }

  async get(tenantId: TenantId, scopeId: string, key: Buffer): Promise<{ body: Buffer; at: Date } | undefined> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.first(`select body_ct as body, at from hot.raw where tenant_id = $1 and scope_id = $2 and key = $3`, [
        tenantId,
        scopeId,
        key,
      ]),
    );
  }

  /** Some of each kind, in the order of the kinds given; those that a walk has missed are left out. */
  async sample(tenantId: TenantId, integrationId: IntegrationId, selection: RawSelection): Promise<KeptRaw[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<KeptRaw>(
        `select kept.* from unnest($3::text[]) with ordinality as wanted (kind, place)
         cross join lateral (
           select r.scope_id::text as "scopeId", r.key, r.body_ct as body, r.at,
             a.aws_account_id as "awsAccountId", s.region, s.kind, known.aws_id as "awsId"
           from hot.scope s
           join app.account a on a.tenant_id = s.tenant_id and a.id = s.account_id
           join hot.raw r on r.tenant_id = s.tenant_id and r.scope_id = s.id
           join hot.resource known on known.tenant_id = r.tenant_id and known.scope_id = r.scope_id and known.key = r.key
           where s.tenant_id = $1 and s.integration_id = $2 and s.kind = wanted.kind and known.absent_at is null
             and ($4::text[] is null or a.aws_account_id = any($4)) and ($5::text[] is null or s.region = any($5))
             and ($6::text is null or known.aws_id = $6)
           limit $7) kept
         order by wanted.place, kept."scopeId"::bigint, kept.key`,
        [
          tenantId,
          integrationId,
          selection.kinds,
          selection.awsAccountIds ?? null,
          selection.regions ?? null,
          selection.awsId ?? null,
          selection.limit,
        ],
      ),
    );
  }

  /** The first of a kind, the same ones as long as they are there; those that a walk has missed are left out. */
  async first(tenantId: TenantId, integrationId: IntegrationId, kind: string, limit: number): Promise<Buffer[]> {
    const rows = await this.database.transaction(tenantId, (transaction) =>
      transaction.rows<{ body: Buffer }>(
        `select first.body_ct as body from hot.scope s
         cross join lateral (
           select r.key, r.body_ct from hot.raw r
           join hot.resource known on known.tenant_id = r.tenant_id and known.scope_id = r.scope_id and known.key = r.key
           where r.tenant_id = s.tenant_id and r.scope_id = s.id and known.absent_at is null order by r.key limit $4) first
         where s.tenant_id = $1 and s.integration_id = $2 and s.kind = $3 order by s.id, first.key limit $4`,
        [tenantId, integrationId, kind, limit],
      ),
    );
    return rows.map(({ body }) => body);
  }

  /**
   * Forgets what is kept of an integration, in parts. What is being written now is waited for: it was begun before the integration
   * said that it keeps nothing, and what begins later asks.
   */
  async erase(tenantId: TenantId, integrationId: IntegrationId): Promise<number> {
    await this.database.transaction(tenantId, (transaction) =>
      transaction.rows(
        `select 1 from app.account_sync where integration_id = $1 and state = 'running' order by id for update`,
        [integrationId],
      ),
    );
    for (let erased = 0; ; ) {
      const count = await this.database.transaction(tenantId, (transaction) =>
        transaction.count(
          `delete from hot.raw r using (
             select kept.tenant_id, kept.scope_id, kept.key from hot.scope s
             join hot.raw kept on kept.tenant_id = s.tenant_id and kept.scope_id = s.id
             where s.tenant_id = $1 and s.integration_id = $2 limit ${ERASED_AT_ONCE}) old
           where r.tenant_id = old.tenant_id and r.scope_id = old.scope_id and r.key = old.key`,
          [tenantId, integrationId],
        ),
      );
      erased += count;
      if (count < ERASED_AT_ONCE) return erased;
    }
  }
}
