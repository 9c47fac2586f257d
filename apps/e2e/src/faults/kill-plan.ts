import { POINTS, STEPS, type Point } from './calls.js';
import { SHORT_LEASE } from './short-lease.js';
import type { FaultRig } from './fault-rig.js';
import { killRun, type Killed, type KillRun } from './kill-runs.js';
import { Laboratory } from './laboratory.js';
import { World } from './world.js';

/** Steps that an account sync takes once; of the others the later ones are worth a run too. */
const ONCE = new Set(['enabled regions', 'plan set', 'claim', 'unsettled', 'finish', 'close']);

/**
 * So many runs. Each step comes before its second time, so that few runs still see them all: first one side of each, then the
 * other, then both for the second time they are reached, and again with another estate.
 */
export function killPlan(count: number): KillRun[] {
  const steps = Object.keys(STEPS);
  const side = (turn: number): Point[] =>
    POINTS.filter(({ step, when }) => (steps.indexOf(step) + turn) % 2 === (when === 'after' ? 0 : 1));
  const round = (nth: number, points: Point[]): Omit<KillRun, 'seed'>[] =>
    points.filter(({ step }) => nth === 1 || !ONCE.has(step)).map((point) => ({ point, nth }));
  const cycle = [1, 2].flatMap((nth) => [...round(nth, side(0)), ...round(nth, side(1))]);
  return Array.from({ length: count }, (_, index) => {
    const run = cycle[index % cycle.length] as Omit<KillRun, 'seed'>;
    return { ...run, seed: Math.floor(index / cycle.length) + index };
  });
}

/** Each `atOnce` side by side, for a tenant of its own. */
export async function* killRuns(rig: FaultRig, plan: KillRun[], atOnce: number): AsyncGenerator<Killed> {
  const laboratory = await Laboratory.open(rig, {}, SHORT_LEASE);
  try {
    const worlds = await Promise.all(Array.from({ length: atOnce }, () => World.start(laboratory)));
    const open = [...plan];
    while (open.length > 0) {
      const runs = worlds.flatMap((world) => {
        const run = open.shift();
        return run ? [killRun(laboratory, world, run)] : [];
      });
      yield* await Promise.all(runs);
    }
  } finally {
    await laboratory.close();
  }
}
