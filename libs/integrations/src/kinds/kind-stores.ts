import { KindReadings, OwnKindStore } from '@longshore/database';
import { Injectable } from '@nestjs/common';

/** The stores that a reading is kept in. */
@Injectable()
export class KindStores {
  constructor(
    readonly own: OwnKindStore,
    readonly readings: KindReadings,
  ) {}
}
