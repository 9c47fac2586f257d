// A first sync of 20,000 resources and one that finds nothing changed, through the processes as they ship.
// `--profile` keeps a CPU profile of the worker under bench/results/.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { report, say } from './harness/report.mjs';
import { rigOf } from './harness/rig.mjs';
import { Installation } from './harness/installation.mjs';
import { ESTATES } from './sync/estates.mjs';
import { measuredSync } from './sync/measured-sync.mjs';

const { values: options } = parseArgs({
  options: { profile: { type: 'boolean', default: false }, estate: { type: 'string', multiple: true } },
});

async function syncsOf(estate) {
  const installation = await Installation.start({ account: estate.account });
  try {
    const profile = ['--cpu-prof', `--cpu-prof-dir=${path.resolve(import.meta.dirname, 'results')}`];
    await installation.run('worker', 'bench/sync/worker.mjs', {
      execArgv: options.profile ? [...profile, `--cpu-prof-name=worker-${estate.name}.cpuprofile`] : [],
      politely: true,
    });
    const { caller } = await installation.connectedTenant();
    const first = await measuredSync(installation, async () => {
      const { syncId } = await caller.post('/v1/integrations/aws/verification');
      return caller.ended(syncId);
    });
    const again = await measuredSync(installation, async () => {
      const { id } = await caller.post('/v1/integrations/aws/syncs');
      return caller.ended(id);
    });
    return { postgres: installation.database.kind, first, again };
  } finally {
    await installation.stop();
  }
}

function figuresOf({ name, account }, { first, again }) {
  const { resources, entities } = first.counts;
  const pushed = entities.created + entities.updated;
  const at = (what) => `${name}: ${what}`;
  const cpu = Object.entries(first.cpuSeconds).map(([process, seconds]) => `${process} ${seconds}`);
  const allCpu = Object.values(first.cpuSeconds).reduce((sum, seconds) => sum + seconds, 0);
  return [
    {
      what: at('entities, end to end'),
      value: pushed / first.seconds,
      unit: '/s',
      goal: '>= 2000',
      beside: `${pushed} entities of ${resources} resources in ${first.seconds.toFixed(1)} s, ${first.status}`,
    },
    {
      what: at('entities if both CPUs did nothing else'),
      value: (pushed / allCpu) * 2,
      unit: '/s',
      beside: `floor by CPU seconds: ${cpu.join(', ')}`,
    },
    {
      what: at('entities per CPU second of the worker'),
      value: pushed / first.cpuSeconds.worker,
      unit: '/s',
      beside: 'what the rest of the machine cannot change',
    },
    {
      what: at('worker memory, peak'),
      value: first.workerPeakMiB,
      unit: 'MiB',
      goal: '< 400',
      beside: `${again.workerPeakMiB} MiB after the unchanged sync`,
    },
    {
      what: at('entities per bulk request'),
      value: pushed / first.worker.bulkRequests,
      unit: '',
      goal: '>= 18',
      beside: `floor: 20; ${first.worker.portRequests} requests in all`,
    },
    { what: at('answers 429'), value: first.worker.tooMany + again.worker.tooMany, unit: '', goal: '<= 0' },
    {
      what: at('unchanged: entity and blueprint writes'),
      value: again.portWrites,
      unit: '',
      goal: '<= 0',
      beside: `${first.portWrites} in the first sync`,
    },
    {
      what: at('unchanged: jq runs'),
      value: again.worker.jqRuns,
      unit: '',
      goal: '<= 0',
      beside: `${first.worker.jqRuns} in the first sync`,
    },
    {
      what: at('unchanged: times faster'),
      value: first.seconds / again.seconds,
      unit: '',
      goal: '>= 5',
      beside: `${again.seconds.toFixed(1)} s; worker CPU ${again.cpuSeconds.worker} s, AWS stand-in ${again.cpuSeconds.aws} s`,
    },
    {
      what: at('PostgreSQL log of the unchanged sync'),
      value: again.walMiB,
      unit: 'MiB',
      goal: '< 30',
      beside: `${first.walMiB.toFixed(1)} MiB for the first; ${account.kinds?.length ?? 'all'} kinds`,
    },
  ];
}

const rig = rigOf();
const figures = [];
const details = {};
for (const estate of ESTATES.filter(({ name }) => options.estate?.includes(name) ?? true)) {
  say(`Syncing ${estate.description}`);
  const result = await syncsOf(estate);
  rig.postgres = result.postgres;
  details[estate.name] = result;
  figures.push(...figuresOf(estate, result));
}
report({ name: 'sync', rig, figures, details });
