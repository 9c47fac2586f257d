import { Injectable } from '@nestjs/common';
import { DeletionLedger, HoldLedger, SettlementLedger } from '@longshore/database';

/** The ledgers that an account is settled in. */
@Injectable()
export class SettlementLedgers {
  constructor(
    readonly settlement: SettlementLedger,
    readonly holds: HoldLedger,
    readonly deletions: DeletionLedger,
  ) {}
}
