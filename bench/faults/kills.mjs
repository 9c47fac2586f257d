import { FaultRig } from '../../apps/e2e/dist/faults/fault-rig.js';
import { killRuns } from '../../apps/e2e/dist/faults/kill-plan.js';
import { say } from '../harness/report.mjs';
import { quantile } from '../harness/statistics.mjs';

/** Ends so many workers, each at another point of its work, and looks what the next one makes of it. */
export async function killFigures(databases, { kills, seed, 'at-once': atOnce }) {
  const database = await databases.another();
  const rig = await FaultRig.start({ databaseUrl: database.url, accounts: 2 * Number(atOnce) });
  const runs = [];
  for await (const run of killRuns(rig, { kills: Number(kills), seed: Number(seed), atOnce: Number(atOnce) })) {
    runs.push(run);
    if (run.violations.length > 0) say(`${run.name}, time ${run.nth}, seed ${run.seed}: ${run.violations.join('; ')}`);
    if (runs.length % 10 === 0) say(progressOf(runs));
  }
  await rig.stop();
  await database.drop();
  const killed = runs.filter(({ wasKilled }) => wasKilled);
  const violations = runs.filter((run) => run.violations.length > 0).length;
  const points = new Set(killed.map(({ name }) => name)).size;
  const pagesAgain = killed.map(({ pages }) => pages.again);
  const recorded = killed.reduce((sum, { pages }) => sum + pages.recorded, 0);
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
      beside: `of one request for each takeover; ${killed.filter(({ takeovers }) => takeovers > 1).length} runs had more than one`,
    },
    {
      what: 'pages of listings read again, most',
      value: Math.max(...pagesAgain),
      unit: '',
      beside: `median ${quantile(pagesAgain, 0.5)}; none of ${recorded} that had been recorded`,
    },
    {
      what: 'from the kill to the end, median',
      value: quantile(recovery, 0.5),
      unit: 's',
      beside: `95th percentile ${quantile(recovery, 0.95).toFixed(1)} s, with a lease of 2 s`,
    },
  ];
  return { name: 'kills', figures, details: { runs }, violations };
}

function progressOf(runs) {
  const killed = runs.filter(({ wasKilled }) => wasKilled);
  const violations = runs.filter((run) => run.violations.length > 0).length;
  return `${killed.length} workers ended at ${new Set(killed.map(({ name }) => name)).size} points, ${violations} runs with a violation`;
}
