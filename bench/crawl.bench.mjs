// How fast kinds are read from AWS and what a call costs this process, beside the fewest calls with which their APIs can tell as much.
// The stand-in AWS is a process of its own and the pace is off: what is measured is the client.
import path from 'node:path';
import { env as surroundings } from 'node:process';
import { AwsResources, ModelledListings } from '@longshore/aws';
import { ACCOUNT, addNodegroups, CRAWLED, REGION } from './crawl/crawled-kinds.mjs';
import { AdministratorSessions, accountOf } from './crawl/administrator-sessions.mjs';
import { Caller } from './harness/caller.mjs';
import { Child } from './harness/child.mjs';
import { report, say } from './harness/report.mjs';
import { rigOf } from './harness/rig.mjs';
import { ratePerSecond } from './harness/statistics.mjs';

/** The clock starts anew for each kind, and a run is as many walks as fill this time. */
const RUN_MS = 1_000;

async function walked(source, account, listing) {
  const signal = new AbortController().signal;
  let items = 0;
  for (let token = null; ; ) {
    const page = await source.page(account, listing, token, signal);
    items += page.resources.length;
    if (page.nextToken === null) return items;
    token = page.nextToken;
  }
}

async function forAWhile(work) {
  let done = 0;
  for (const until = performance.now() + RUN_MS; performance.now() < until; ) done += await work();
  return done;
}

/** Of one walk: what it asked for, by operation. */
async function callsOf(aws, walk) {
  await fetch(new URL('/_sandbox/calls', aws.origin), { method: 'DELETE' });
  const items = await walk();
  const { data } = await aws.get('/_sandbox/calls');
  const byOperation = new Map();
  for (const { operation, count } of data) byOperation.set(operation, (byOperation.get(operation) ?? 0) + count);
  return { items, byOperation };
}

const sum = (counts) => [...counts].reduce((total, count) => total + count, 0);

async function measured(aws, source, account, { listing, fewestCalls }) {
  const walk = () => walked(source, account, listing);
  const { items, byOperation } = await callsOf(aws, walk);
  const rate = await ratePerSecond(() => forAWhile(walk));
  const calls = sum(byOperation.values());
  return {
    items,
    calls,
    fewest: fewestCalls(items, byOperation),
    byOperation: Object.fromEntries(byOperation),
    itemsPerSecond: rate.median,
    cpuMsPerCall: (items / rate.perCpuSecond / calls) * 1_000,
  };
}

const rig = rigOf();
const { PATH = '', HOME = '' } = surroundings;
const child = await Child.start(path.join(import.meta.dirname, 'sync/sandbox-aws.mjs'), {
  args: [JSON.stringify(ACCOUNT)],
  env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
const figures = [];
const details = {};
try {
  const { url, administrator } = child.announcement;
  const sessions = new AdministratorSessions(administrator);
  const source = new ModelledListings(new AwsResources(sessions, { endpoint: url, isStandIn: true, isPaced: false }));
  const aws = new Caller(url);
  const account = accountOf(ACCOUNT.id);
  await addNodegroups(aws);
  for (const crawled of CRAWLED) {
    say(`Crawling ${crawled.name}`);
    const found = await measured(aws, source, account, {
      ...crawled,
      listing: { region: REGION, ...crawled.listing },
    });
    details[crawled.name] = found;
    const perItem = (found.calls / found.items).toFixed(2);
    figures.push({
      what: crawled.name,
      value: found.itemsPerSecond,
      unit: 'items/s',
      beside: `${found.calls} calls for ${found.items} items, ${perItem} each; floor ${found.fewest}; ${found.cpuMsPerCall.toFixed(2)} CPU-ms a call`,
    });
  }
} finally {
  await child.stop({ politely: true });
}
const wasted = Object.values(details).map(({ calls, fewest }) => calls / fewest);
figures.push({
  what: 'calls to the fewest, worst kind',
  value: Math.max(...wasted),
  unit: 'times',
  goal: '<= 1.05',
  beside: 'floor: 1',
});
report({ name: 'crawl', rig, figures, details });
