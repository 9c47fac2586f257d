import type { AwsAccount, MappingEntry, PortAccess, TenantId } from '@longshore/domain';
import type { AccountSyncRow, Fence } from '@longshore/database';
import type { AccountKinds } from './account-kinds.js';
import type { AccountProgress } from './account-progress.js';
import type { EntityIdentifiers } from './entity-identifiers.js';
import type { EntityPacker } from './entity-packer.js';
import type { KnownScopes } from './known-scopes.js';
import type { Lease } from './lease.js';
import type { EntryReads } from './plan-of.js';
import type { Turn } from './turn.js';

/** What the mapping document says about writing and deleting. */
export interface WritePolicy {
  merge: boolean;
  createMissingRelatedEntities: boolean;
  deleteDependents: boolean;
  /** `entityDeletionThreshold`; null when the document has none. */
  deletionThreshold: number | null;
}

/** Everything that is fixed while one account is synced. */
export interface AccountSyncContext {
  tenantId: TenantId;
  row: AccountSyncRow;
  fence: Fence;
  lease: Lease;
  turn: Turn;
  account: AwsAccount;
  access: PortAccess;
  /** In the order of the mapping. */
  entries: MappingEntry[];
  reads: EntryReads;
  /** What the account can list. */
  own: AccountKinds;
  policy: WritePolicy;
  /** Keyed 16-byte hash under the tenant's key. */
  digest: (text: string) => Buffer;
  identifiers: EntityIdentifiers;
  packer: EntityPacker;
  progress: AccountProgress;
  knownScopes: KnownScopes;
}
