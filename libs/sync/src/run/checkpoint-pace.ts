import { Injectable } from '@nestjs/common';

/** A checkpoint for each page would cost an unchanged walk more than the page itself. */
const EVERY_MS = 1_000;

/** When the confirmed pages of a walk are written down: once a second, so a crash repeats no more than that and what was on its way. */
@Injectable()
export class CheckpointPace {
  /** For one walk: to be asked after each confirmed page. */
  begin(now = () => performance.now()): () => boolean {
    let dueAt = now() + EVERY_MS;
    return () => {
      if (now() < dueAt) return false;
      dueAt = now() + EVERY_MS;
      return true;
    };
  }
}
