import fc from 'fast-check';
import { POINTS, STEPS, type Point } from './calls.js';
import { SHORT_LEASE } from './short-lease.js';
import type { FaultRig } from './fault-rig.js';
import { killRun, rehearse, type Killed, type KillRun } from './kill-runs.js';
import { Laboratory } from './laboratory.js';
import { sideBySide } from './side-by-side.js';
import { World } from './world.js';

const STEP_NAMES = Object.keys(STEPS);

/** Each step comes before its other side, so that few runs still see them all. */
const ORDERED = [0, 1].flatMap((turn) =>
  POINTS.filter(({ step, when }) => (STEP_NAMES.indexOf(step) + turn) % 2 === (when === 'after' ? 0 : 1)),
);

/** The points that a sync reaches, and how often: a rehearsal that lost its lease on a busy machine has seen the first ones only. */
function reached(rehearsals: Record<string, number>[]): { point: Point; times: number }[] {
  return ORDERED.map((point) => {
    const name = `${point.when} ${STEPS[point.step]}`;
    return { point, times: Math.max(...rehearsals.map((moments) => moments[name] ?? 0)) };
  }).filter(({ times }) => times > 0);
}

/** Point after point, each time at an occurrence that is drawn from those that the rehearsals have reached. */
function* drawn(rehearsals: Record<string, number>[], seed: number): Generator<KillRun> {
  const points = reached(rehearsals);
  for (let round = 0; ; round += 1)
    for (const [index, number] of fc.sample(fc.nat(), { seed: seed + round, numRuns: points.length }).entries()) {
      const { point, times } = points[index] as { point: Point; times: number };
      yield { point, nth: 1 + (number % times), seed: seed + round * points.length + index };
    }
}

/**
 * Ends workers until so many were ended, or half as many again have been tried; `atOnce` tenants side by side. A run that comes to its
 * end unharmed is told too.
 */
export async function* killRuns(
  rig: FaultRig,
  { kills, seed, atOnce }: { kills: number; seed: number; atOnce: number },
): AsyncGenerator<Killed> {
  const laboratory = await Laboratory.open(rig, {}, SHORT_LEASE);
  try {
    const worlds = await Promise.all(Array.from({ length: atOnce }, () => World.start(laboratory)));
    const rehearsals = await Promise.all(worlds.map((world, index) => rehearse(laboratory, world, seed + index)));
    const runs = drawn(rehearsals, seed);
    let begun = 0;
    let unharmed = 0;
    const next = async (world: World): Promise<Killed> => {
      const run = await killRun(laboratory, world, runs.next().value as KillRun);
      if (!run.wasKilled) unharmed += 1;
      return run;
    };
    const lane = (world: World) => () => {
      if (begun - unharmed >= kills || begun >= 1.5 * kills) return undefined;
      begun += 1;
      return next(world);
    };
    yield* sideBySide(worlds.map(lane));
  } finally {
    await laboratory.close();
  }
}
