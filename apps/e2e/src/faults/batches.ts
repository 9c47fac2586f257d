import fc from 'fast-check';
import type { Laboratory } from './laboratory.js';
import { play, type Played } from './play.js';
import { steps, type Step } from './schedule.js';
import { sideBySide } from './side-by-side.js';

export interface PlayedSchedule extends Played {
  /** Of fast-check, and the place in what it draws from it: enough to draw the schedule again. */
  seed: number;
  index: number;
  schedule: Step[];
}

/** Plays the schedules of a seed from one place to another, `atOnce` side by side for as many tenants. */
export async function* playAll(
  laboratory: Laboratory,
  { seed, from = 0, to, atOnce }: { seed: number; from?: number; to: number; atOnce: number },
): AsyncGenerator<PlayedSchedule> {
  const schedules = fc.sample(steps, { seed, numRuns: to });
  let next = from;
  const lane = (): Promise<PlayedSchedule> | undefined => {
    const index = next++;
    const schedule = schedules[index];
    return schedule && playOne(laboratory, { seed, index, schedule });
  };
  yield* sideBySide(Array.from({ length: atOnce }, () => lane));
}

async function playOne(
  laboratory: Laboratory,
  drawn: Pick<PlayedSchedule, 'seed' | 'index' | 'schedule'>,
): Promise<PlayedSchedule> {
  try {
    return { ...(await play(laboratory, drawn.schedule)), ...drawn };
  } catch (error) {
    const violations = [`the schedule could not be played: ${error instanceof Error ? error.stack : String(error)}`];
    return { violations, syncs: 0, states: [], ms: [], deleted: 0, ...drawn };
  }
}
