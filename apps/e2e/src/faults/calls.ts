import {
  AccountSyncStore,
  DeletionLedger,
  FailureLedger,
  HoldLedger,
  ModelLedger,
  PageLedger,
  SettlementLedger,
  SyncStore,
  WalkLedger,
} from '@longshore/database';
import { Catalog, RegionDirectory, ResourceSource } from '@longshore/domain';

type Class<Instance> = abstract new (...args: never[]) => Instance;

/** The name of a call as `struck` tells it; a method that is renamed does not compile here. */
function call<Instance>(of: Class<Instance>, method: keyof Instance & string): string {
  return `${of.name}.${method}`;
}

/** The transactions that carry a worker's fence: none may succeed once another worker has taken over. */
export const FENCED = new Set([
  call(AccountSyncStore, 'setPlan'),
  call(AccountSyncStore, 'flush'),
  call(AccountSyncStore, 'release'),
  call(AccountSyncStore, 'finish'),
  call(AccountSyncStore, 'finishUnlessLast'),
  call(PageLedger, 'intend'),
  call(PageLedger, 'confirm'),
  call(FailureLedger, 'record'),
  call(WalkLedger, 'checkpoint'),
  call(WalkLedger, 'complete'),
  call(WalkLedger, 'abandon'),
  call(ModelLedger, 'checkpoint'),
  call(ModelLedger, 'end'),
  call(SettlementLedger, 'bury'),
  call(SettlementLedger, 'buryUnmapped'),
  call(SettlementLedger, 'doom'),
  call(HoldLedger, 'hold'),
  call(HoldLedger, 'close'),
  call(SettlementLedger, 'orphan'),
  call(DeletionLedger, 'begin'),
  call(DeletionLedger, 'end'),
]);

/** What changes Port. */
export const PORT_WRITES = new Set([call(Catalog, 'upsert'), call(Catalog, 'delete')]);

export const RENEWAL = call(AccountSyncStore, 'renew');

/** The calls that an account sync consists of, in the order in which one first makes them. */
export const STEPS = {
  claim: call(AccountSyncStore, 'claim'),
  'enabled regions': call(RegionDirectory, 'enabled'),
  'plan set': call(AccountSyncStore, 'setPlan'),
  'list page': call(ResourceSource, 'page'),
  known: call(PageLedger, 'known'),
  intend: call(PageLedger, 'intend'),
  'Port upsert': call(Catalog, 'upsert'),
  confirm: call(PageLedger, 'confirm'),
  'record failures': call(FailureLedger, 'record'),
  checkpoint: call(WalkLedger, 'checkpoint'),
  'walk complete': call(WalkLedger, 'complete'),
  abandon: call(WalkLedger, 'abandon'),
  'unmet relations': call(FailureLedger, 'unmetRelations'),
  unsettled: call(SettlementLedger, 'unsettled'),
  hold: call(HoldLedger, 'hold'),
  'direct read': call(ResourceSource, 'read'),
  bury: call(SettlementLedger, 'bury'),
  'bury unmapped': call(SettlementLedger, 'buryUnmapped'),
  'before-image read': call(Catalog, 'read'),
  'deletion begin': call(DeletionLedger, 'begin'),
  'Port delete': call(Catalog, 'delete'),
  'deletion end': call(DeletionLedger, 'end'),
  flush: call(AccountSyncStore, 'flush'),
  finish: call(AccountSyncStore, 'finishUnlessLast'),
  close: call(SyncStore, 'close'),
} as const;
export type Step = keyof typeof STEPS;

/** A named place in the life of an account sync. */
export interface Point {
  step: Step;
  when: 'before' | 'after';
}

export const POINTS: readonly Point[] = (Object.keys(STEPS) as Step[]).flatMap((step) => [
  { step, when: 'before' },
  { step, when: 'after' },
]);

export const nameOf = ({ step, when }: Point): string => `${when} ${step}`;
