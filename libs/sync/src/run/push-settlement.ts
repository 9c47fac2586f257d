import { canonicalJson, nameOf, type Json, type SecretBox, type SyncId, type TenantId } from '@longshore/domain';
import type { FailureLedger, Fence, Finding, FindingLedger, RefusedEntity } from '@longshore/database';
import type { AccountProgress } from './account-progress.js';
import type { MadeEntity, PushedEntity, SearchedEntity } from './entity-packer.js';
import type { JoinedConfirmations } from './joined-confirmations.js';

export interface SettlementStores {
  confirmations: Pick<JoinedConfirmations, 'add'>;
  failures: FailureLedger;
  findings: FindingLedger;
  secrets: SecretBox;
}

export interface SettledSync {
  tenantId: TenantId;
  fence: Fence;
  syncId: SyncId;
  mappingNo: number;
  progress: AccountProgress;
}

/** How refused bodies are bound when they are sealed. */
export const FAILURE_PURPOSE = 'failure';

type Pushed<Outgoing> = Outgoing & Pick<PushedEntity, 'verdict'>;

/** Writes Port's verdicts into the ledger: confirmed, or refused and kept whole for another try. */
export async function settlePush(stores: SettlementStores, sync: SettledSync, pushed: PushedEntity[]): Promise<void> {
  const { tenantId, fence, progress } = sync;
  const made = pushed.filter((item) => 'confirmation' in item);
  const refused = made.filter(({ verdict }) => !isStored(verdict));
  const bodies = await Promise.all(refused.map((item) => refusal(stores.secrets, tenantId, item)));
  const stored = made.filter(({ verdict }) => isStored(verdict)).map(({ confirmation }) => confirmation);
  await stores.confirmations.add(stored);
  await stores.failures.record(tenantId, fence, sync.syncId, bodies);
  const searched = pushed.filter((item) => 'seeker' in item);
  await stores.findings.record(tenantId, fence, sync, searched.flatMap(finding));
  for (const { verdict, tally } of pushed) {
    progress.counts.entities[isStored(verdict) ? verdict.state : 'failed'] += 1;
    tally?.spend('push', { retries: verdict.retries ?? 0, failures: isStored(verdict) ? 0 : 1 });
  }
  for (const item of refused) logRefusal(progress, item);
  for (const item of searched) if (!isStored(item.verdict)) tellFailure(progress, item);
}

/** Without Port's words, which may repeat values: the list of entities has them. */
function logRefusal(progress: AccountProgress, { entity, verdict }: Pushed<MadeEntity>): void {
  const code = verdict.state === 'failed' ? `${verdict.status} ${verdict.error}` : verdict.state;
  const data = { blueprint: entity.blueprint, identifier: entity.identifier, code };
  progress.log({ level: 'error', message: 'Port did not take an entity', data });
}

type Stored = Extract<PushedEntity['verdict'], { state: 'created' | 'updated' }>;

function isStored(verdict: PushedEntity['verdict']): verdict is Stored {
  return verdict.state === 'created' || verdict.state === 'updated';
}

function finding({ entity, seeker: { awsId: _, ...seeker }, verdict }: Pushed<SearchedEntity>): Finding[] {
  if (!isStored(verdict) || verdict.found === undefined) return [];
  return [{ ...seeker, blueprint: entity.blueprint, identifier: verdict.found }];
}

/** The ledger has no entity to write the refusal to. The next sync searches again, since a search is never skipped. */
function tellFailure(progress: AccountProgress, { entity, seeker, verdict }: Pushed<SearchedEntity>): void {
  const reason = verdict.state === 'failed' ? `${verdict.status} ${verdict.error}` : 'unknown';
  progress.tell('search.failed', {
    kind: seeker.scope.kind,
    entry: seeker.entry,
    resource: seeker.awsId,
    blueprint: entity.blueprint,
    search: nameOf(entity),
    reason,
    detail: 'detail' in verdict ? verdict.detail : '',
  });
}

async function refusal(
  secrets: SecretBox,
  tenantId: TenantId,
  { entity, confirmation, verdict }: Pushed<MadeEntity>,
): Promise<RefusedEntity> {
  const body = await secrets.seal(tenantId, FAILURE_PURPOSE, Buffer.from(canonicalJson(entity as unknown as Json)));
  const { entityId, bodyHash } = confirmation;
  if (verdict.state !== 'failed')
    return { entityId, code: 'unknown', detail: 'detail' in verdict ? verdict.detail : '', body, bodyHash };
  const code = verdict.isUnmetRelation ? 'unmet-relation' : `${verdict.status} ${verdict.error}`;
  return { entityId, code, detail: verdict.detail, body, bodyHash };
}
