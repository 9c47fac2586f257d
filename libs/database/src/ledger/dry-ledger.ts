import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { decisionOn } from './dead-claims.js';
import { columns, type ScopeKey } from './page-intent.js';
import { place, SCOPE } from './scope-rows.js';
import { STRIKE_MINUTES, type Observation } from './walk-ledger.js';

/** A claim that the ledger holds of a listed resource. */
export interface RecordedClaim {
  scopeId: string;
  key: Buffer;
  entry: string;
  entityId: string;
  blueprint: string;
  identifier: string;
  bodyHash: Buffer;
  unmapped: boolean;
  /** Whether Port has confirmed this body, in this epoch. */
  isConfirmed: boolean;
}

/** What a dry sync found dead in the listings that it walked to their end. */
export interface Dying {
  /** Resources that were not listed. */
  absent: { scopeId: string; key: Buffer }[];
  /** Claims of listed resources that no entry makes. */
  unmapped: Pick<RecordedClaim, 'scopeId' | 'key' | 'entry' | 'entityId'>[];
}

/** A dead claim of an entity that has no other. */
export interface DyingClaim {
  entityId: string;
  blueprint: string;
  identifier: string;
  scopeId: string;
  region: string;
  kind: string;
  /** Whether its scope is the listing of one resource model. */
  hasModel: boolean;
  key: Buffer;
  awsId: string;
  isUnmapped: boolean;
  hasAged: boolean;
  /** Whether this walk is the second that missed the resource. */
  isSecondStrike: boolean;
  /** In this listing. */
  decision: 'approved' | 'rejected' | null;
}

/** The reason that a hold would show of an entity of a listing, were the walk not dry. */
const SHOWN_DRY = `case when exists (select from dead o where o.entity_id = d.entity_id and o.scope_id = d.scope_id and not o.unmapped) then 'gone' else 'unmapped' end`;

/** Reads the ledger for a sync that writes nothing into it. */
@Injectable()
export class DryLedger {
  constructor(private readonly database: TenantDatabase) {}

  async claims(tenantId: TenantId, scope: ScopeKey, keys: Buffer[], epoch: number): Promise<RecordedClaim[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<RecordedClaim>(
        `select c.scope_id::text as "scopeId", c.key, c.entry, c.entity_id::text as "entityId", b.name as blueprint, e.identifier,
           c.body_hash as "bodyHash", c.unmapped,
           c.pushed_hash is not distinct from c.body_hash and c.epoch = $7 and not c.unmapped as "isConfirmed"
         from hot.claim c join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
         join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         where c.tenant_id = $1 and c.scope_id = ${SCOPE} and c.key = any($6)`,
        [...place(tenantId, scope), keys, epoch],
      ),
    );
  }

  /** Resources of a scope that a walk to its end did not list. `listed`: its keys, 16 bytes each. */
  async missing(
    tenantId: TenantId,
    scope: ScopeKey,
    { observation, listed }: Pick<Observation, 'observation'> & { listed: Buffer },
  ): Promise<Dying['absent']> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows(
        `with listed as materialized (
           select substring($7::bytea from n * 16 + 1 for 16) as key from generate_series(0, length($7::bytea) / 16 - 1) n)
         select r.scope_id::text as "scopeId", r.key from hot.resource r
         where r.tenant_id = $1 and r.scope_id = ${SCOPE} and r.obs < $6 and not exists (select from listed where listed.key = r.key)`,
        [...place(tenantId, scope), observation, listed],
      ),
    );
  }

  /** The dead claims of entities whose every claim is dead. */
  async dying(
    tenantId: TenantId,
    { absent, unmapped }: Dying,
    { begunAt, limit }: Pick<Observation, 'begunAt'> & { limit: number },
  ): Promise<DyingClaim[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<DyingClaim>(
        `with dead as materialized (
           select c.scope_id, c.key, c.entry, c.entity_id, c.unmapped, true as absent
           from unnest($2::bigint[], $3::bytea[]) as v (scope_id, key)
           join hot.claim c on c.tenant_id = $1 and c.scope_id = v.scope_id and c.key = v.key
           union all
           select scope_id, key, entry, entity_id, true, false
           from unnest($4::bigint[], $5::bytea[], $6::text[], $7::bigint[]) as v (scope_id, key, entry, entity_id))
         select d.entity_id::text as "entityId", b.name as blueprint, e.identifier, s.id::text as "scopeId", s.region, s.kind, s.model_hash <> '' as "hasModel", d.key,
           r.aws_id as "awsId", d.unmapped as "isUnmapped", d.absent and coalesce(r.ages_at <= now(), false) as "hasAged", ${decisionOn('d.entity_id', 'd.scope_id', { reason: SHOWN_DRY })} as decision,
           coalesce(r.missed_again or r.absent_at < $8::timestamptz - interval '${STRIKE_MINUTES} minutes', false) as "isSecondStrike"
         from dead d join hot.scope s on s.tenant_id = $1 and s.id = d.scope_id
         join hot.resource r on r.tenant_id = $1 and r.scope_id = d.scope_id and r.key = d.key
         join hot.entity e on e.tenant_id = $1 and e.id = d.entity_id
         join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         where not exists (
           select from hot.claim l where l.tenant_id = $1 and l.entity_id = d.entity_id and not exists (
             select from dead o where o.scope_id = l.scope_id and o.key = l.key and o.entry = l.entry and o.entity_id = l.entity_id))
         order by d.entity_id, s.id, r.aws_id limit $9`,
        [
          tenantId,
          ...columns(absent, ['scopeId', 'key']),
          ...columns(unmapped, ['scopeId', 'key', 'entry', 'entityId']),
          begunAt,
          limit,
        ],
      ),
    );
  }

  /** How many entities the resources of a kind make or made in a region of an account. */
  async known(
    tenantId: TenantId,
    { accountId, region, kind }: Pick<ScopeKey, 'accountId' | 'region' | 'kind'>,
  ): Promise<number> {
    const row = await this.database.transaction(tenantId, (transaction) =>
      transaction.first<{ known: number }>(
        `select count(distinct c.entity_id)::int as known from hot.scope s join hot.claim c on c.tenant_id = s.tenant_id and c.scope_id = s.id
         where s.tenant_id = $1 and s.account_id = $2 and s.region = $3 and s.kind = $4`,
        [tenantId, accountId, region, kind],
      ),
    );
    return row?.known ?? 0;
  }
}
