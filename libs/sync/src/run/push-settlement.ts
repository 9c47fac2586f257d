import { canonicalJson, type Json, type SecretBox, type SyncId, type TenantId } from '@longshore/domain';
import type { FailureLedger, Fence, PageLedger, RefusedEntity } from '@longshore/database';
import type { AccountProgress } from './account-progress.js';
import type { PushedEntity } from './entity-packer.js';

export interface SettlementStores {
  pages: PageLedger;
  failures: FailureLedger;
  secrets: SecretBox;
}

/** How refused bodies are bound when they are sealed. */
export const FAILURE_PURPOSE = 'failure';

/** Writes Port's verdicts into the ledger: confirmed, or refused and kept whole for another try. */
export async function settlePush(
  stores: SettlementStores,
  sync: { tenantId: TenantId; fence: Fence; syncId: SyncId; progress: AccountProgress },
  pushed: PushedEntity[],
): Promise<void> {
  const { tenantId, fence, progress } = sync;
  const stored = pushed.filter(({ verdict }) => verdict.state === 'created' || verdict.state === 'updated');
  const refused = await Promise.all(
    pushed.filter((item) => !stored.includes(item)).map((item) => refusal(stores.secrets, tenantId, item)),
  );
  await stores.pages.confirm(
    tenantId,
    fence,
    stored.map((item) => item.confirmation),
  );
  await stores.failures.record(tenantId, fence, sync.syncId, refused);
  for (const { verdict } of stored)
    if (verdict.state === 'created' || verdict.state === 'updated') progress.counts.entities[verdict.state] += 1;
  progress.counts.entities.failed += refused.length;
}

async function refusal(
  secrets: SecretBox,
  tenantId: TenantId,
  { entity, confirmation, verdict }: PushedEntity,
): Promise<RefusedEntity> {
  const body = await secrets.seal(tenantId, FAILURE_PURPOSE, Buffer.from(canonicalJson(entity as unknown as Json)));
  const { entityId, bodyHash } = confirmation;
  if (verdict.state !== 'failed')
    return { entityId, code: 'unknown', detail: 'detail' in verdict ? verdict.detail : '', body, bodyHash };
  const code = verdict.isUnmetRelation ? 'unmet-relation' : `${verdict.status} ${verdict.error}`;
  return { entityId, code, detail: verdict.detail, body, bodyHash };
}
