import { Injectable } from '@nestjs/common';
import {
  AccountSyncStore,
  FailureLedger,
  FindingLedger,
  MappingStore,
  PageLedger,
  SyncEventStore,
  WalkLedger,
} from '@longshore/database';

/** The ledgers that a push is written into. */
@Injectable()
export class PushLedgers {
  constructor(
    readonly walks: WalkLedger,
    readonly pages: PageLedger,
    readonly failures: FailureLedger,
    readonly findings: FindingLedger,
  ) {}
}

/** The stores that a context is made from. */
@Injectable()
export class ContextStores {
  constructor(
    readonly mappings: MappingStore,
    readonly accountSyncs: AccountSyncStore,
    readonly events: SyncEventStore,
    readonly ledgers: PushLedgers,
  ) {}
}
