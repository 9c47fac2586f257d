import fc from 'fast-check';
import type { Laboratory } from './laboratory.js';
import { play, type Played } from './play.js';
import { steps, type Step } from './schedule.js';

export interface PlayedSchedule extends Played {
  /** Of fast-check, and the place in what it draws from it: enough to draw the schedule again. */
  seed: number;
  index: number;
  schedule: Step[];
}

/** Plays the schedules of a seed, `atOnce` side by side for as many tenants; `only`: the one at this place. */
export async function* playAll(
  laboratory: Laboratory,
  { seed, runs, atOnce, only }: { seed: number; runs: number; atOnce: number; only?: number },
): AsyncGenerator<PlayedSchedule> {
  const schedules = fc.sample(steps, { seed, numRuns: runs });
  const results: PlayedSchedule[] = [];
  let next = 0;
  let finished = 0;
  const lane = async (): Promise<void> => {
    while (next < schedules.length) {
      const index = next++;
      if (only !== undefined && index !== only) continue;
      const schedule = schedules[index] ?? [];
      const played = await play(laboratory, schedule).catch((error: unknown) => ({
        violations: [`the schedule could not be played: ${error instanceof Error ? error.stack : String(error)}`],
        syncs: 0,
        states: [],
        deleted: 0,
      }));
      results.push({ ...played, seed, index, schedule });
      wake();
    }
    finished += 1;
    wake();
  };
  let wake: () => void = () => undefined;
  const lanes = Array.from({ length: atOnce }, lane);
  try {
    while (finished < atOnce || results.length > 0) {
      const result = results.shift();
      if (result) yield result;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    next = schedules.length;
    await Promise.all(lanes);
  }
}
