import { Injectable } from '@nestjs/common';
import { brakeIntegration, brakeScope, type BrakeReason, type Cell } from '@longshore/domain';
import type { AbsentResource, DeletionCandidate, UnsettledScope } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { ConfirmAbsence } from './confirm-absence.js';
import { DeleteEntities } from './delete-entities.js';
import { placesOf } from './models-of.js';
import { SettlementLedgers } from './settlement-ledgers.js';

/** Absent resources, or unmapped entities, that are in memory at once. */
const PAGE = 500;

/** After all walks of an account: takes out of the catalog what is proven gone, within the brakes. Only complete scopes come here. */
@Injectable()
export class SettleAccount {
  constructor(
    private readonly ledgers: SettlementLedgers,
    private readonly confirmAbsence: ConfirmAbsence,
    private readonly deleteEntities: DeleteEntities,
  ) {}

  async run(context: AccountSyncContext, complete: Cell[]): Promise<void> {
    const { tenantId, fence, row, turn } = context;
    await turn.look();
    if (turn.switches.deletions === 'off') return;
    const walked = placesOf(complete, context);
    const scopes = await this.ledgers.settlement.unsettled(tenantId, row.accountId, walked);
    const held = await this.settleAll(context, scopes);
    if (turn.mustEnd) return;
    await this.ledgers.holds.close(tenantId, fence, row.accountId, { walked, held });
    await this.ledgers.deletions.closeReturned(tenantId, fence, row.integrationId);
  }

  /** The scopes that are held. */
  private async settleAll(context: AccountSyncContext, scopes: UnsettledScope[]): Promise<string[]> {
    const held: string[] = [];
    const brake = await this.brakeAll(context, scopes);
    // Kinds that stand later in the mapping point at earlier ones: sources go before their targets.
    const order = context.entries.map((entry) => entry.kind);
    scopes.sort((one, other) => order.indexOf(other.kind) - order.indexOf(one.kind));
    const brakes = brakesOn(scopes);
    for (const scope of scopes) {
      if (context.turn.mustEnd) break;
      const reason = scope.candidates === 0 ? null : (brake ?? brakes.get(placeOf(scope)) ?? null);
      if (reason !== null) {
        await this.hold(context, scope, reason);
        held.push(scope.scopeId);
      }
      if (!(await this.isStopped(context))) await this.settle(context, scope, reason !== null);
    }
    return held;
  }

  private async brakeAll(context: AccountSyncContext, scopes: UnsettledScope[]): Promise<BrakeReason | null> {
    const { tenantId, row, policy, turn } = context;
    const candidates = scopes.reduce((total, scope) => total + scope.candidates, 0);
    if (candidates === 0) return null;
    if (turn.switches.deletions !== 'on' || turn.switches.pushes === 'off') return 'switch';
    // Own deletions first, so that an account sync which was resumed counts them once.
    await context.progress.flush();
    const doomed = candidates + context.progress.counts.entities.deleted;
    const { syncId, integrationId } = row;
    const totals = await this.ledgers.settlement.doom(tenantId, context.fence, { syncId, integrationId, doomed });
    return brakeIntegration({
      entities: totals.entities,
      candidates: totals.doomed,
      threshold: policy.deletionThreshold,
    });
  }

  /** Neither an approval nor a history outweighs a switch, or a mapping that says that nothing is ever deleted. */
  private async isStopped({ turn, policy }: AccountSyncContext): Promise<boolean> {
    await turn.look();
    return turn.switches.deletions !== 'on' || turn.switches.pushes === 'off' || policy.deletionThreshold === 0;
  }

  private async hold(context: AccountSyncContext, scope: UnsettledScope, reason: BrakeReason): Promise<void> {
    const { tenantId, fence, row, progress } = context;
    const { kind, region, scopeId } = scope;
    const share = scope.candidates / Math.max(1, scope.known);
    const { syncId, integrationId } = row;
    const count = await this.ledgers.holds.hold(tenantId, fence, { syncId, integrationId, scopeId, share, reason });
    progress.counts.entities.held += count;
    progress.tell('deletions.held', { kind, region, count, share, reason });
  }

  /** `braked`: only what somebody has approved, or what left a history. */
  private async settle(context: AccountSyncContext, scope: UnsettledScope, braked: boolean): Promise<void> {
    const { tenantId, fence } = context;
    const settled = { scopeId: scope.scopeId, braked };
    const allowed = (candidates: DeletionCandidate[]) =>
      candidates.filter(({ holdId, reason }) => !braked || holdId !== null || reason === 'aged-out');
    for (let after: Buffer = Buffer.alloc(0); !context.turn.mustEnd; ) {
      const absent = await this.ledgers.settlement.absent(tenantId, scope.scopeId, { after, limit: PAGE, braked });
      const gone = await this.confirmAbsence.run(context, scope, absent);
      const keys = gone.map((resource) => resource.key);
      const candidates = keys.length === 0 ? [] : await this.ledgers.settlement.bury(tenantId, fence, settled, keys);
      const proofs = new Map(gone.map((resource) => [resource.awsId, proofOf(resource)]));
      await this.delete(context, scope, allowed(candidates), proofs);
      if (absent.length < PAGE) break;
      after = absent[absent.length - 1]?.key ?? after;
    }
    for (let after = '0'; !context.turn.mustEnd; ) {
      const candidates = await this.ledgers.settlement.buryUnmapped(tenantId, fence, settled, { after, limit: PAGE });
      await this.delete(context, scope, allowed(candidates), new Map());
      if (candidates.length < PAGE) break;
      after = candidates[candidates.length - 1]?.entityId ?? after;
    }
  }

  private async delete(
    context: AccountSyncContext,
    { kind, region }: UnsettledScope,
    candidates: DeletionCandidate[],
    proofs: Map<string, string>,
  ): Promise<void> {
    const deletions = candidates.map((candidate) => ({
      ...candidate,
      evidence: { kind, region, proof: proofs.get(candidate.awsId) ?? 'no entry makes it' },
    }));
    await this.deleteEntities.run(context, deletions);
  }
}

const placeOf = ({ kind, region }: Pick<UnsettledScope, 'kind' | 'region'>): string => `${kind} ${region}`;

/** By kind and region: the scopes of single models turn empty whenever their parent goes, so all of a kind are weighed together. */
function brakesOn(scopes: UnsettledScope[]): Map<string, BrakeReason | null> {
  const places = new Map<string, UnsettledScope>();
  for (const scope of scopes) {
    const candidates = scope.candidates + (places.get(placeOf(scope))?.candidates ?? 0);
    places.set(placeOf(scope), { ...scope, candidates });
  }
  return new Map([...places].map(([place, scope]) => [place, brakeScope(scope)]));
}

function proofOf({ hasAged, isSecondStrike }: AbsentResource): string {
  if (hasAged) return 'left the history';
  return isSecondStrike ? 'two walks' : 'not found';
}
