// How fast jq maps resources in worker threads, each field isolated from the others, and what memory that takes.
import { randomUUID } from 'node:crypto';
import { TenantId } from '@longshore/domain';
import { JqMapper } from '@longshore/jq';
import { report, say } from './harness/report.mjs';
import { residentMiB, rigOf } from './harness/rig.mjs';
import { ratePerSecond } from './harness/statistics.mjs';
import { jqCommandRate, jqVersion } from './mapping/jq-command.mjs';
import { ec2, lambda, lambdaDialects } from './mapping/resources.mjs';

const PER_RUN = 10_000;
/** What a worker gives the mapper at once: a few pages of a listing. */
const AT_ONCE = 2_000;
const MANY = 300_000;
const WARM = 50_000;

const tenant = TenantId.parse(randomUUID());

async function mapAll(mapper, { program, make }, count) {
  const chunks = Array.from({ length: count / AT_ONCE }, (_, index) => index * AT_ONCE);
  // Two chunks at a time keep both threads busy while the main thread reads the results of one.
  const lane = async () => {
    for (let from = chunks.shift(); from !== undefined; from = chunks.shift()) {
      const items = await mapper.map(tenant, program, make(from, AT_ONCE));
      if (!items.every(({ state }) => state === 'mapped')) throw new Error('a resource was not mapped');
    }
  };
  await Promise.all([lane(), lane()]);
  return count;
}

async function rateWith(threads, subject) {
  const mapper = new JqMapper({ threads });
  const rate = await ratePerSecond(() => mapAll(mapper, subject, PER_RUN));
  await mapper.close();
  return rate;
}

/** Resident memory at each tenth of the way, after a warm-up. */
async function memoryOver(count) {
  const mapper = new JqMapper({ threads: 2 });
  await mapAll(mapper, ec2, WARM);
  const seen = [residentMiB()];
  for (let done = 0; done < count; done += count / 10) {
    await mapAll(mapper, ec2, count / 10);
    seen.push(residentMiB());
  }
  await mapper.close();
  return seen;
}

const rig = rigOf();
const installed = jqVersion();
const figures = [];
const details = { installed };
for (const [subject, goal] of [
  [ec2, 10_000],
  [lambda, 6_000],
]) {
  say(`Mapping ${subject.name}`);
  const one = await rateWith(1, subject);
  const two = await rateWith(2, subject);
  const command = installed && (await jqCommandRate(subject, subject.make(0, PER_RUN)));
  const rounded = (rate) => Math.round(rate).toLocaleString('en');
  figures.push(
    {
      what: `${subject.name}, one thread`,
      value: one.median,
      unit: 'resources/s',
      goal: `>= ${goal}`,
      beside: command ? `${rounded(command.perSecond)}/s by ${installed} as a command` : 'no jq command here',
    },
    {
      what: `${subject.name}, one thread, per CPU second`,
      value: one.perCpuSecond,
      unit: 'resources/s',
      beside: command?.perCpuSecond ? `${rounded(command.perCpuSecond)}/s by ${installed}` : '',
    },
    {
      what: `${subject.name}, two threads`,
      value: two.median,
      unit: 'resources/s',
      beside: `best of ${two.rates.length} runs ${rounded(two.best)}/s`,
    },
    {
      what: `${subject.name}, two threads to one`,
      value: two.median / one.median,
      unit: 'times',
      goal: '>= 1.7',
      beside: 'floor: 2, with as many idle cores',
    },
  );
  details[subject.name] = { one, two, command };
}
/** Each dialect beside the newest, which the others are normalised to. */
const byDialect = {};
for (const one of lambdaDialects) {
  say(`Mapping ${one.name}`);
  byDialect[one.dialect] = await rateWith(1, one);
  figures.push({
    what: `${one.name}, one thread`,
    value: byDialect[one.dialect].median,
    unit: 'resources/s',
    beside: `${Math.round(byDialect[one.dialect].perCpuSecond).toLocaleString('en')} per CPU second; floor: ${Math.round(byDialect['ocean-v3'].perCpuSecond).toLocaleString('en')} of ocean-v3`,
  });
}
details.byDialect = byDialect;
say(`Mapping ${MANY.toLocaleString('en')} resources for their memory`);
const memory = await memoryOver(MANY);
details.memory = memory;
const [first, ...rest] = memory;
figures.push({
  what: 'memory at the end to after 50,000',
  value: first === null ? null : rest.at(-1) / first,
  unit: 'times',
  goal: '<= 1.15',
  beside: `${first} MiB after ${WARM.toLocaleString('en')}, at most ${Math.max(...memory)} MiB over ${MANY.toLocaleString('en')}`,
});
report({ name: 'mapping', rig, figures, details });
