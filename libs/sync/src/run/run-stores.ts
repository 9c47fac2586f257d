import { Injectable } from '@nestjs/common';
import { AccountStore, AccountSyncStore, KindSlotStore, SyncStore } from '@longshore/database';

/** The stores that an account sync begins and ends in. */
@Injectable()
export class RunStores {
  constructor(
    readonly accountSyncs: AccountSyncStore,
    readonly syncs: SyncStore,
    readonly accounts: AccountStore,
    readonly slots: KindSlotStore,
  ) {}
}
