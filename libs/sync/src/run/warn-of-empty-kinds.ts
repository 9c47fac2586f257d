import {
  cellsOf,
  describeEmptyKind,
  type AccountPlan,
  type Cell,
  type EmptyKind,
  type MappingEntry,
} from '@longshore/domain';
import type { CellOutcomes } from '@longshore/database';
import { entriesIn } from './plan-of.js';

export interface WalkedAccount {
  awsAccountId: string;
  plan: AccountPlan;
  entries: MappingEntry[];
  outcomes: CellOutcomes;
  /** The regions that the sync was restricted to. */
  restrictedTo: string[] | null;
}

/** The kinds of which the account yielded nothing although not everything was looked at. */
export function emptyKinds({ awsAccountId, plan, entries, outcomes, restrictedTo }: WalkedAccount): EmptyKind[] {
  const cells = cellsOf(plan);
  return plan.kinds.flatMap(({ kind }) => {
    const listed = cells.filter((cell) => cell.kind === kind);
    if (listed.some(({ number }) => (outcomes[number]?.items ?? 0) > 0)) return [];
    const leftOutByPolicy = plan.regions.filter((region) => entriesIn(entries, kind, region).length === 0);
    const incomplete = listed.flatMap((cell) => shortfall(cell, outcomes));
    return describeEmptyKind({ kind, accountId: awsAccountId, incomplete, leftOutByPolicy, restrictedTo }) ?? [];
  });
}

function shortfall({ number, region }: Cell, outcomes: CellOutcomes): EmptyKind['incomplete'] {
  const outcome = outcomes[number];
  if (outcome?.state === 'incomplete') return [{ region, reason: outcome.reason, detail: outcome.detail }];
  if (outcome?.state === 'skipped') return [{ region, reason: 'skipped', detail: outcome.detail }];
  return [];
}
