import { Injectable } from '@nestjs/common';
import { Mapper, type Cell, type ListedResource, type Listing, type MappingEntry } from '@longshore/domain';
import { ClaimLookUp, DryLedger, type IntendedClaim, type RecordedClaim, type ScopeKey } from '@longshore/database';
import type { AccountSyncContext } from '../run/account-sync-context.js';
import type { CellTally } from '../run/cell-tally.js';
import type { Made } from '../run/intended-resource.js';
import { mapResources } from '../run/map-resources.js';
import { readResources } from '../run/process-page.js';
import type { AccountPlanDraft } from './account-plan-draft.js';

export interface DryPlace {
  cell: Cell;
  scope: ScopeKey;
  listing: Listing;
  entries: MappingEntry[];
  tally: CellTally;
  draft: AccountPlanDraft;
  /** Resources listed so far. */
  items: number;
  /** Claims that no entry makes any more; they count once the walk has ended. */
  unmapped: RecordedClaim[];
}

export const entityKey = (
  { digest }: Pick<AccountSyncContext, 'digest'>,
  { blueprint, identifier }: Pick<IntendedClaim, 'blueprint' | 'identifier'>,
): string => digest(`${blueprint}\n${identifier}`).toString('latin1');

const nameIn = ({ blueprint, identifier }: Pick<IntendedClaim, 'blueprint' | 'identifier'>): string =>
  `${blueprint}\n${identifier}`;

const claimIn = (key: Buffer, claim: Pick<IntendedClaim, 'entry' | 'blueprint' | 'identifier'>): string =>
  JSON.stringify([key.toString('hex'), claim.entry, claim.blueprint, claim.identifier]);

interface DesiredClaim extends IntendedClaim {
  key: Buffer;
  awsId: string;
}

/** Maps a page, and compares what it makes with what the ledger holds. Everything is mapped, so the report on fields is whole. */
@Injectable()
export class DryPage {
  constructor(
    private readonly ledger: DryLedger,
    private readonly claims: ClaimLookUp,
    private readonly mapper: Mapper,
  ) {}

  async run(
    context: AccountSyncContext,
    place: DryPlace,
    page: { resources: ListedResource[]; keys: Buffer[] },
  ): Promise<void> {
    const { tenantId, progress, row } = context;
    progress.counts.resources += page.resources.length;
    if (page.resources.length === 0) return;
    const [made, recorded] = await Promise.all([
      mapResources(this.mapper, context, place, readResources(context, { cell: place.cell, ...page })),
      this.ledger.claims(tenantId, place.scope, page.keys, row.pushEpoch),
    ]);
    const before = new Map(recorded.map((claim) => [claimIn(claim.key, claim), claim]));
    const desired = new Map<string, DesiredClaim>();
    for (const { resource } of made)
      for (const claim of resource.claims) desired.set(claimIn(resource.key, claim), { ...claim, ...resource });
    const added = [...desired].flatMap(([name, claim]) => (before.has(name) ? [] : [claim]));
    const known = new Set((await this.claims.bodies(tenantId, distinct(added))).map(nameIn));
    const changes = [...desired].filter(([name, claim]) => {
      const same = before.get(name);
      return !(same?.isConfirmed && same.bodyHash.equals(claim.bodyHash));
    });
    for (const [name, claim] of changes) change(context, place, claim, { before: before.get(name), known });
    const claims = made.reduce((total, { resource }) => total + resource.claims.length, 0);
    progress.counts.entities.unchanged += claims - changes.length;
    place.unmapped.push(...unmade(made, recorded, desired));
    place.draft.searches += made.reduce((total, { sought }) => total + sought.length, 0);
  }
}

function distinct(claims: DesiredClaim[]): DesiredClaim[] {
  return [...new Map(claims.map((claim) => [nameIn(claim), claim])).values()];
}

function change(
  context: AccountSyncContext,
  { cell, draft }: DryPlace,
  claim: DesiredClaim,
  { before, known }: { before: RecordedClaim | undefined; known: ReadonlySet<string> },
): void {
  const { counts } = context.progress;
  const isFirst = before === undefined && draft.make(entityKey(context, claim));
  const isNew = isFirst && !known.has(nameIn(claim));
  const arePushesOff = context.turn.switches.pushes === 'off';
  const action = arePushesOff ? 'held' : isNew ? 'created' : 'updated';
  const place = `${cell.kind} ${cell.region}`;
  if (isNew) draft.created.set(place, (draft.created.get(place) ?? 0) + 1);
  counts.entities[action] += 1;
  const { blueprint, identifier, awsId } = claim;
  const reason = arePushesOff ? 'switch' : isNew ? null : updateReason(before, claim);
  draft.plan({ region: cell.region, kind: cell.kind, awsId, action, blueprint, identifier, reason });
}

function updateReason(before: RecordedClaim | undefined, { bodyHash }: DesiredClaim): string {
  if (!before) return 'claimed';
  return before.bodyHash.equals(bodyHash) ? 'unconfirmed' : 'changed';
}

/** What listed resources make no more. Entries that failed keep what they made, but for what was unmapped before. */
function unmade(made: Made[], recorded: RecordedClaim[], desired: ReadonlyMap<string, DesiredClaim>): RecordedClaim[] {
  const failed = new Set(
    made.flatMap(({ resource: { key, failedEntries } }) =>
      failedEntries.map((entry) => `${key.toString('hex')} ${entry}`),
    ),
  );
  return recorded.filter(
    (claim) =>
      !desired.has(claimIn(claim.key, claim)) &&
      (claim.unmapped || !failed.has(`${claim.key.toString('hex')} ${claim.entry}`)),
  );
}
