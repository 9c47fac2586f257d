import { playAll } from '../../apps/e2e/dist/faults/batches.js';
import { FaultRig } from '../../apps/e2e/dist/faults/fault-rig.js';
import { Laboratory } from '../../apps/e2e/dist/faults/laboratory.js';
import { PLANTED_BUGS } from '../../apps/e2e/dist/faults/planted-bugs.js';
import { say } from '../harness/report.mjs';

const SHOWN = 10;
const PROGRESS_EVERY = 100;

/** Plays random schedules, as many as asked for, or until a planted bug is found out. */
export async function scheduleFigures(database, { schedules, seed, index, bug, 'at-once': atOnce }) {
  const runs = Number(schedules);
  const begunAt = performance.now();
  const rig = await FaultRig.start({ databaseUrl: database.url, accounts: 2 * runs });
  const laboratory = await Laboratory.open(rig, bug === undefined ? {} : PLANTED_BUGS[bug].plants);
  const totals = { schedules: 0, syncs: 0, deleted: 0, states: {}, violating: [] };
  const only = index === undefined ? {} : { only: Number(index) };
  for await (const played of playAll(laboratory, { seed: Number(seed), runs, atOnce: Number(atOnce), ...only })) {
    add(totals, played);
    if (bug !== undefined && totals.violating.length > 0) break;
  }
  await laboratory.close();
  await rig.stop();
  const violations = totals.violating.length;
  return {
    name: bug === undefined ? 'faults' : 'faults-planted',
    figures: figuresOf(totals, `seed ${seed}, ${((performance.now() - begunAt) / 1_000).toFixed(0)} s`),
    details: { seed, runs, bug, ...totals },
    violations,
  };
}

function add(totals, { violations, syncs, deleted, states, seed, index, schedule }) {
  totals.schedules += 1;
  totals.syncs += syncs;
  totals.deleted += deleted;
  for (const state of states) totals.states[state] = (totals.states[state] ?? 0) + 1;
  if (violations.length > 0) {
    totals.violating.push({ seed, index, violations, schedule });
    if (totals.violating.length <= SHOWN) say(`--seed=${seed} --index=${index}: ${violations.join('; ')}`);
  }
  if (totals.schedules % PROGRESS_EVERY === 0) say(`${totals.schedules} schedules, ${totals.syncs} syncs`);
}

function figuresOf({ schedules, syncs, states, deleted, violating }, beside) {
  const ended = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return [
    { what: 'schedules', value: schedules, unit: '', beside },
    { what: 'syncs', value: syncs, unit: '', beside: ended.join(', ') },
    { what: 'deletions', value: deleted, unit: '', beside: 'each of something that AWS no longer had' },
    {
      what: 'schedules with a violation',
      value: violating.length,
      unit: '',
      goal: '<= 0',
      beside: 'each names its seed',
    },
  ];
}
