import type { TenantId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import { entityName } from './entity-rows.js';
import { columns, type IntendedPush, type IntendedResource, type PageIntent } from './page-intent.js';

interface DesiredClaim {
  resource: number;
  claim: number;
  key: Buffer;
  entry: string;
  entityId: string;
  bodyHash: Buffer;
}

export interface PageClaims {
  scopeId: string;
  intent: PageIntent;
  /** The resources that this page may write. */
  resources: IntendedResource[];
  entityIds: Map<string, string>;
}

/** Writes the claims of a page; returns those whose entity Port has not confirmed with this body. */
export async function writeClaims(
  transaction: Transaction,
  tenantId: TenantId,
  page: PageClaims,
): Promise<IntendedPush[]> {
  const desired = desiredClaims(page);
  const pushes = await upsertClaims(transaction, tenantId, page, desired);
  await unmapOthers(transaction, tenantId, page, [...desired.values()]);
  return pushes;
}

const claimName = (key: string, entry: string, entityId: string): string => `${key} ${entityId} ${entry}`;

function desiredClaims({ intent, resources, entityIds }: PageClaims): Map<string, DesiredClaim> {
  const places = new Map(intent.resources.map((resource, place) => [resource, place]));
  const desired = new Map<string, DesiredClaim>();
  for (const resource of resources) {
    const { key } = resource;
    resource.claims.forEach((intended, claim) => {
      const { entry, bodyHash } = intended;
      const entityId = entityIds.get(entityName(intended)) as string;
      const place = places.get(resource) as number;
      // An entry that makes one entity twice from one resource is one claim: the later body wins, as it would in Port.
      const name = claimName(key.toString('hex'), entry, entityId);
      desired.set(name, { resource: place, claim, key, entry, entityId, bodyHash });
    });
  }
  return desired;
}

async function upsertClaims(
  transaction: Transaction,
  tenantId: TenantId,
  { scopeId, intent }: PageClaims,
  desired: Map<string, DesiredClaim>,
): Promise<IntendedPush[]> {
  if (desired.size === 0) return [];
  const written = await transaction.rows<{ key: string; entry: string; entityId: string; intent: string }>(
    `insert into hot.claim as c (tenant_id, scope_id, key, entry, entity_id, body_hash, intent, epoch, mapping_no)
     select $1, $2, v.key, v.entry, v.entity_id, v.body_hash, nextval('hot.intent'), $3, $4
     from unnest($5::bytea[], $6::text[], $7::bigint[], $8::bytea[]) as v (key, entry, entity_id, body_hash)
     on conflict (tenant_id, scope_id, key, entry, entity_id) do update
       set body_hash = excluded.body_hash, pushed_hash = null, intent = excluded.intent, epoch = excluded.epoch, mapping_no = excluded.mapping_no, unmapped = false
       where c.mapping_no <= excluded.mapping_no
         and (c.pushed_hash is distinct from excluded.body_hash or c.body_hash <> excluded.body_hash or c.epoch <> excluded.epoch or c.unmapped)
     returning encode(key, 'hex') as key, entry, entity_id::text as "entityId", intent::text as intent`,
    [
      tenantId,
      scopeId,
      intent.epoch,
      intent.mappingNo,
      ...columns([...desired.values()], ['key', 'entry', 'entityId', 'bodyHash']),
    ],
  );
  return written.map((row) => {
    const { resource, claim, entityId } = desired.get(claimName(row.key, row.entry, row.entityId)) as DesiredClaim;
    return { resource, claim, entityId, scopeId, intent: row.intent };
  });
}

/** What these resources no longer make; entries that failed keep what they made. */
async function unmapOthers(
  transaction: Transaction,
  tenantId: TenantId,
  { scopeId, intent, resources }: PageClaims,
  desired: DesiredClaim[],
): Promise<void> {
  const failed = resources.flatMap(({ key, failedEntries }) => failedEntries.map((entry) => ({ key, entry })));
  await transaction.count(
    `update hot.claim c set unmapped = true
     where c.tenant_id = $1 and c.scope_id = $2 and c.key = any($3) and not c.unmapped and c.mapping_no <= $4
       and not exists (select from unnest($5::bytea[], $6::text[], $7::bigint[]) as d (key, entry, entity_id)
                       where d.key = c.key and d.entry = c.entry and d.entity_id = c.entity_id)
       and not exists (select from unnest($8::bytea[], $9::text[]) as f (key, entry) where f.key = c.key and f.entry = c.entry)`,
    [
      tenantId,
      scopeId,
      resources.map((resource) => resource.key),
      intent.mappingNo,
      ...columns(desired, ['key', 'entry', 'entityId']),
      ...columns(failed, ['key', 'entry']),
    ],
  );
}
