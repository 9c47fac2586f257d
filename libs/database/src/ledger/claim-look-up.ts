import { Injectable } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { TenantDatabase } from '../connection/tenant-database.js';
import { columns } from './page-intent.js';
import type { RawPlace } from './raw-store.js';

export interface EntityNamed {
  blueprint: string;
  identifier: string;
}

/** What a resource makes now. */
export interface StandingClaim extends EntityNamed {
  scopeId: string;
  /** In hex. */
  key: string;
  entry: string;
  /** Whether nothing else makes the entity. */
  isLast: boolean;
}

/** What the ledger has, for those who only want to compare. */
@Injectable()
export class ClaimLookUp {
  constructor(private readonly database: TenantDatabase) {}

  async ofResources(tenantId: TenantId, resources: Pick<RawPlace, 'scopeId' | 'key'>[]): Promise<StandingClaim[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows<StandingClaim>(
        `select c.scope_id::text as "scopeId", encode(c.key, 'hex') as key, c.entry, b.name as blueprint, e.identifier,
           not exists (select from hot.claim o where o.tenant_id = c.tenant_id and o.entity_id = c.entity_id and not o.unmapped
             and (o.scope_id, o.key) <> (c.scope_id, c.key)) as "isLast"
         from unnest($2::bigint[], $3::bytea[]) as v (scope_id, key)
         join hot.claim c on c.tenant_id = $1 and c.scope_id = v.scope_id and c.key = v.key and not c.unmapped
         join hot.entity e on e.tenant_id = c.tenant_id and e.id = c.entity_id
         join app.blueprint_name b on b.tenant_id = e.tenant_id and b.id = e.blueprint_id
         order by c.entry, b.name, e.identifier`,
        [tenantId, ...columns(resources, ['scopeId', 'key'])],
      ),
    );
  }

  /** The bodies that are claimed of these entities, as hashes; entities that the ledger does not have are left out. */
  async bodies(tenantId: TenantId, entities: EntityNamed[]): Promise<(EntityNamed & { hashes: Buffer[] })[]> {
    return this.database.transaction(tenantId, (transaction) =>
      transaction.rows(
        `select v.blueprint, v.identifier, coalesce(made.hashes, '{}') as hashes
         from unnest($2::text[], $3::text[]) as v (blueprint, identifier)
         join app.blueprint_name b on b.tenant_id = $1 and b.name = v.blueprint
         cross join lateral (
           select e.id from hot.entity e where e.tenant_id = $1 and e.blueprint_id = b.id and e.identifier = v.identifier limit 1) e
         cross join lateral (
           select array_agg(c.body_hash) as hashes from hot.claim c where c.tenant_id = $1 and c.entity_id = e.id and not c.unmapped) made`,
        [tenantId, ...columns(entities, ['blueprint', 'identifier'])],
      ),
    );
  }
}
