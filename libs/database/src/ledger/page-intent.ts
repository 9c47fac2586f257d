import type { AccountId, IntegrationId, JsonObject } from '@longshore/domain';
import type { Fence } from './fence.js';
import type { SealedRaw } from './raw-rows.js';

export interface ScopeKey {
  integrationId: IntegrationId;
  accountId: AccountId;
  region: string;
  kind: string;
  /** Of a listing by resource model, which is a scope of its own. */
  model?: ScopeModel;
}

/** A resource model, and 16 bytes that stand for it. */
export interface ScopeModel {
  hash: Buffer;
  value: JsonObject;
}

/** m mapped, f filtered by the selector, e the mapping failed for this item. */
export type ItemState = 'm' | 'f' | 'e';

export interface IntendedClaim {
  entry: string;
  blueprint: string;
  identifier: string;
  bodyHash: Buffer;
}

export interface IntendedResource {
  key: Buffer;
  awsId: string;
  rawHash: Buffer;
  /** When it leaves the window of its kind's history; null for what stays as long as AWS has it. */
  agesAt: Date | null;
  state: ItemState;
  claims: IntendedClaim[];
  /** Entries that failed for this resource: their earlier claims stay as they are. */
  failedEntries: string[];
}

export interface PageIntent extends Fence {
  scope: ScopeKey;
  observation: string;
  epoch: number;
  mappingNo: number;
  mappedWith: Buffer;
  /** No key twice. */
  resources: IntendedResource[];
  /** Unchanged resources that an earlier walk had missed. */
  revived: Buffer[];
  /** What these resources look like now, of those that changed. */
  raws: SealedRaw[];
}

/** An entity that has to be pushed: its place in the intent, and the number its confirmation must carry. */
export interface IntendedPush {
  resource: number;
  claim: number;
  scopeId: string;
  entityId: string;
  intent: string;
}

export interface Confirmation {
  scopeId: string;
  key: Buffer;
  entry: string;
  entityId: string;
  intent: string;
  bodyHash: Buffer;
}

/** The values of each member, one array per member: what `unnest` takes. */
export function columns<Row, Key extends keyof Row>(rows: readonly Row[], keys: Key[]): Row[Key][][] {
  return keys.map((key) => rows.map((row) => row[key]));
}
