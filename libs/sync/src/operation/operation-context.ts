import type { PortAccess, TenantId } from '@longshore/domain';
import type { HeldOperation, OperationCounts, OperationFence } from '@longshore/database';

/** What stays the same while a batch of an operation is carried out. */
export interface OperationContext {
  tenantId: TenantId;
  operation: HeldOperation;
  fence: OperationFence;
  access: PortAccess;
  counts: OperationCounts;
  /** Ends what is on its way before anybody else may take over. */
  signal: AbortSignal;
}

/** Where the next batch begins; null: it was the last one of this pass. */
export type NextPlace = string | null;
