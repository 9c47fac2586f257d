import type { AccountSyncId, OperationId } from '@longshore/domain';
import type { Statement } from '../connection/pipeline.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import type { Transaction } from '../connection/transaction.js';

/** Who writes: the account sync and the number its lease was won with. */
export interface Fence {
  accountSyncId: AccountSyncId;
  fence: string;
}

/** Makes a takeover wait for this transaction, or fails it with LeaseLost; first of the statements that write. */
export function fenceHeld({ accountSyncId, fence }: Fence): Statement {
  return { text: 'select app.hold_fence($1, $2)', values: [accountSyncId, fence] };
}

/** The same within a transaction of several round trips. */
export async function holdFence(transaction: Transaction, fence: Fence): Promise<void> {
  await transaction.run(fenceHeld(fence));
}

/** The same for an operation. */
export interface OperationFence {
  operationId: OperationId;
  fence: string;
}

/** Whoever may delete. */
export type Writer = Fence | OperationFence;

export async function holdWriter(transaction: Transaction, writer: Writer): Promise<void> {
  if ('accountSyncId' in writer) return holdFence(transaction, writer);
  const held = await transaction.first(
    `select 1 from app.operation where id = $1 and fence = $2 and state = 'running' for share`,
    [writer.operationId, writer.fence],
  );
  if (!held) throw new LeaseLost();
}
