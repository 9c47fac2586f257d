import { Injectable } from '@nestjs/common';
import { brakeIntegration, brakeScope, type BrakeReason } from '@longshore/domain';
import { DryLedger, SettlementLedger, type DyingClaim, type PlannedChange } from '@longshore/database';
import type { AccountSyncContext } from '../run/account-sync-context.js';
import { ConfirmAbsence } from '../run/confirm-absence.js';
import type { AccountPlanDraft } from './account-plan-draft.js';
import { entityKey } from './dry-page.js';

/** Dead claims that are in memory at once; what an account has beyond is not in the plan, and a notice says so. */
const MAX_CLAIMS = 200_000;

/** An entity that nothing makes any more, with its claims. */
type Doomed = [DyingClaim, ...DyingClaim[]];

const first = ([claim]: Doomed): DyingClaim => claim;
/** Listing by listing: each decides by itself, and an entity goes only through all of them. */
const partsOf = (entity: Doomed): Doomed[] =>
  [...new Set(entity.map(({ scopeId }) => scopeId))].map(
    (scopeId) => entity.filter((claim) => claim.scopeId === scopeId) as Doomed,
  );
const placeOf = ({ kind, region }: DyingClaim): string => `${kind} ${region}`;

/** Says which entities a sync would delete of what its walks found dead, and which the brakes would hold. */
@Injectable()
export class PlanDeletions {
  constructor(
    private readonly ledger: DryLedger,
    private readonly settlement: SettlementLedger,
    private readonly confirmAbsence: ConfirmAbsence,
  ) {}

  async run(context: AccountSyncContext, draft: AccountPlanDraft): Promise<PlannedChange[]> {
    await context.turn.look();
    const doomed = await this.doomed(context, draft);
    const brakes = await this.brakes(context, draft, doomed);
    const stop = stopped(context);
    const changes: PlannedChange[] = [];
    const free: Doomed[] = [];
    for (const entity of doomed) {
      const parts = partsOf(entity).filter((part) => !isRejected(part));
      const held = parts.flatMap((part) =>
        heldBy(part, stop ?? (isBraked(part) ? brakes.get(first(part).scopeId) : null)),
      );
      if (held.length === 0 && !entity.some(({ decision }) => decision === 'rejected')) free.push(entity);
      changes.push(...held);
    }
    for (const entity of await this.confirmed(context, free))
      changes.push(planned(first(entity), 'deleted', reasonOf(entity)));
    for (const { action } of changes) context.progress.counts.entities[action] += 1;
    return changes;
  }

  /** Without what another resource would make now. */
  private async doomed(context: AccountSyncContext, draft: AccountPlanDraft): Promise<Doomed[]> {
    const { look, dying } = draft;
    if (draft.isCut || dying.absent.length + dying.unmapped.length === 0) return [];
    const { tenantId, progress, row } = context;
    const claims = await this.ledger.dying(tenantId, dying, { begunAt: look.begunAt, limit: MAX_CLAIMS });
    if (claims.length === MAX_CLAIMS)
      progress.tell('plan.incomplete', {
        awsAccountId: row.awsAccountId,
        notice: `more than ${MAX_CLAIMS} resources would lose their entities: the plan holds no more of them`,
      });
    const entities = new Map<string, Doomed>();
    for (const claim of claims) {
      if (draft.makes(entityKey(context, claim))) continue;
      const others = entities.get(claim.entityId);
      if (others) others.push(claim);
      else entities.set(claim.entityId, [claim]);
    }
    return [...entities.values()];
  }

  /** What holds the deletions of each scope. */
  private async brakes(
    context: AccountSyncContext,
    { listed, created }: AccountPlanDraft,
    doomed: Doomed[],
  ): Promise<Map<string, BrakeReason | null>> {
    const { tenantId, fence, row, policy, progress } = context;
    const scopes = new Map<string, { place: DyingClaim; count: number }>();
    const places = new Map<string, { place: DyingClaim; count: number }>();
    for (const [claim] of doomed.flatMap(partsOf).filter(isBraked)) {
      count(scopes, claim.scopeId, claim);
      count(places, placeOf(claim), claim);
    }
    if (scopes.size === 0) return new Map();
    await progress.flush();
    const doom = [...places.values()].reduce((total, { count: each }) => total + each, 0);
    const { syncId, integrationId, accountId } = row;
    const totals = await this.settlement.doom(tenantId, fence, { syncId, integrationId, doomed: doom });
    const all = brakeIntegration({
      entities: totals.entities,
      candidates: totals.doomed,
      threshold: policy.deletionThreshold,
    });
    // By kind and region, as a sync weighs them.
    const brakes = new Map<string, BrakeReason | null>();
    for (const [name, { place, count: candidates }] of places) {
      const { region, kind } = place;
      const known = (await this.ledger.known(tenantId, { accountId, region, kind })) + (created.get(name) ?? 0);
      brakes.set(name, all ?? brakeScope({ known, candidates, listed: listed.get(name) ?? 0 }));
    }
    return new Map([...scopes].map(([scopeId, { place }]) => [scopeId, brakes.get(placeOf(place)) ?? null]));
  }

  /** Those whose every absent resource is proven gone. Of the others nothing is planned: a second walk has to miss them first. */
  private async confirmed(context: AccountSyncContext, entities: Doomed[]): Promise<Doomed[]> {
    const absent = entities.flat().filter((claim) => !claim.isUnmapped);
    const scopes = new Map(absent.map((claim) => [claim.scopeId, claim]));
    const gone = new Set<unknown>();
    for (const [scopeId, scope] of scopes) {
      const claims = absent.filter((claim) => claim.scopeId === scopeId);
      for (const claim of await this.confirmAbsence.run(context, scope, claims)) gone.add(claim);
    }
    return entities.filter((entity) => entity.every((claim) => claim.isUnmapped || gone.has(claim)));
  }
}

function count(counts: Map<string, { place: DyingClaim; count: number }>, name: string, place: DyingClaim): void {
  counts.set(name, { place, count: (counts.get(name)?.count ?? 0) + 1 });
}

/** What neither an approval nor a history outweighs. */
function stopped({ turn, policy }: AccountSyncContext): BrakeReason | null {
  if (turn.switches.deletions !== 'on' || turn.switches.pushes === 'off') return 'switch';
  return policy.deletionThreshold === 0 ? 'threshold' : null;
}

function isBraked(part: Doomed): boolean {
  return first(part).decision === null && !part.every((claim) => claim.hasAged);
}

function isRejected(part: Doomed): boolean {
  return first(part).decision === 'rejected';
}

function heldBy(part: Doomed, reason: BrakeReason | null | undefined): PlannedChange[] {
  return reason ? [planned(first(part), 'held', reason)] : [];
}

function reasonOf(entity: Doomed): string {
  if (entity.some((claim) => !claim.isUnmapped && !claim.hasAged)) return 'gone';
  return entity.some((claim) => claim.hasAged) ? 'aged-out' : 'unmapped';
}

function planned(
  { region, kind, awsId, blueprint, identifier }: DyingClaim,
  action: 'deleted' | 'held',
  reason: string,
): PlannedChange {
  return { region, kind, awsId, action, blueprint, identifier, reason };
}
