import { Injectable } from '@nestjs/common';
import {
  AccountSyncStore,
  FailureLedger,
  FindingLedger,
  KindReadings,
  MappingStore,
  OwnKindStore,
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

/** Where it is said what to list. */
@Injectable()
export class MappingStores {
  constructor(
    readonly mappings: MappingStore,
    readonly ownKinds: OwnKindStore,
    readonly kindReadings: KindReadings,
  ) {}
}

/** The stores that a context is made from. */
@Injectable()
export class ContextStores {
  constructor(
    readonly mapping: MappingStores,
    readonly accountSyncs: AccountSyncStore,
    readonly events: SyncEventStore,
    readonly ledgers: PushLedgers,
  ) {}
}
