// What no fault may do to Port, `npm run bench:faults`: random schedules of changes and faults against a model.
// `--schedules=2000 --seed=7 --minutes=30`: so many, or as many as these minutes allow. `--seed=7 --index=12` plays one of them again;
// `--bug="fence off"` plants a bug that is to be found.
// `--kills=200`: workers as processes of their own, each ended by SIGKILL at another point.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { killFigures } from './faults/kills.mjs';
import { scheduleFigures } from './faults/schedules.mjs';
import { startDatabases } from './harness/database.mjs';
import { report } from './harness/report.mjs';
import { rigOf } from './harness/rig.mjs';

const { values: options } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    /** Where in the schedules of the seed to begin: where an earlier run had to end. */
    from: { type: 'string', default: '0' },
    index: { type: 'string' },
    bug: { type: 'string' },
    kills: { type: 'string' },
    /** Queue account syncs: `postgres`, or the URL of a Redis, of which each process takes the next database. Default: no queue. */
    queue: { type: 'string' },
    minutes: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    /** Tenants side by side in each process. */
    'at-once': { type: 'string', default: '4' },
  },
});

const rig = rigOf();
const databases = await startDatabases();
rig.postgres = databases.kind;
try {
  const measured = options.kills === undefined ? scheduleFigures : killFigures;
  const { name, figures, details, violations } = await measured(databases, options);
  report({ name, rig, figures, details });
  process.exitCode = violations === 0 ? 0 : 1;
} finally {
  await databases.stop();
}
// Connections to the stand-ins are kept open for more.
process.exit();
