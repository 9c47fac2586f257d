import { FaultRig } from '../../apps/e2e/dist/faults/fault-rig.js';
import { killPlan, killRuns } from '../../apps/e2e/dist/faults/kill-plan.js';
import { say } from '../harness/report.mjs';
import { quantile } from '../harness/statistics.mjs';

const AT_ONCE = 4;

/** Ends so many workers, each at another point of its work, and looks what the next one makes of it. */
export async function killFigures(database, { kills }) {
  const rig = await FaultRig.start({ databaseUrl: database.url, accounts: 2 * AT_ONCE });
  const runs = [];
  for await (const run of killRuns(rig, killPlan(Number(kills)), AT_ONCE)) {
    runs.push(run);
    if (run.violations.length > 0) say(`${run.name}, time ${run.nth}, seed ${run.seed}: ${run.violations.join('; ')}`);
    if (runs.length % 20 === 0) say(`${runs.length} workers ended`);
  }
  await rig.stop();
  const killed = runs.filter(({ wasKilled }) => wasKilled);
  const violations = runs.filter((run) => run.violations.length > 0).length;
  const points = new Set(killed.map(({ name }) => name)).size;
  const recovery = killed.map(({ recoveryMs }) => recoveryMs / 1_000);
  const figures = [
    {
      what: 'workers ended by SIGKILL',
      value: killed.length,
      unit: '',
      goal: `>= ${kills}`,
      beside: `at ${points} points`,
    },
    { what: 'runs with a violation', value: violations, unit: '', goal: '<= 0' },
    {
      what: 'entities sent again, most',
      value: Math.max(...runs.map(({ repeated }) => repeated)),
      unit: '',
      goal: '<= 20',
      beside: 'of one request',
    },
    {
      what: 'from the kill to the end, p95',
      value: quantile(recovery, 0.95),
      unit: 's',
      beside: 'with a lease of 2 s',
    },
  ];
  return { name: 'kills', figures, details: { runs }, violations };
}
