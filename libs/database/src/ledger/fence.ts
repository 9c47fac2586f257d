import type { AccountSyncId } from '@longshore/domain';
import type { Transaction } from '../connection/transaction.js';
import { LeaseLost } from './lease-lost.error.js';

/** Who writes: the account sync and the number its lease was won with. */
export interface Fence {
  accountSyncId: AccountSyncId;
  fence: string;
}

/** Makes a takeover wait for this transaction. FOR SHARE, since FOR KEY SHARE would let the new fence be written meanwhile. */
export async function holdFence(transaction: Transaction, { accountSyncId, fence }: Fence): Promise<void> {
  const held = await transaction.first(
    `select 1 from app.account_sync where id = $1 and fence = $2 and state = 'running' for share`,
    [accountSyncId, fence],
  );
  if (!held) throw new LeaseLost();
}
