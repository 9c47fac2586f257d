import { setTimeout as delay } from 'node:timers/promises';
import { say } from '../harness/report.mjs';
import { quantile } from '../harness/statistics.mjs';
import { playInProcesses } from './players.mjs';

const SHOWN = 10;
const PROGRESS_MS = 10_000;

/** Plays random schedules: as many as asked for, as long as asked for, or until a planted bug is found out. */
export async function scheduleFigures(databases, options) {
  const { seed, bug } = options;
  const begunAt = performance.now();
  const seconds = () => Math.round((performance.now() - begunAt) / 1_000);
  const totals = { schedules: 0, syncs: 0, deleted: 0, states: {}, ms: [], violating: [] };
  const end = new AbortController();
  const progress = setInterval(() => say(`${seconds()} s: ${told(totals)}`), PROGRESS_MS);
  if (options.minutes !== undefined)
    void delay(Number(options.minutes) * 60_000, undefined, { ref: false }).then(() => end.abort());
  const only = options.index === undefined ? undefined : Number(options.index);
  const request = {
    processes: Number(options.processes),
    from: only ?? Number(options.from),
    to: only === undefined ? Number(options.schedules) : only + 1,
    signal: end.signal,
    seed: Number(seed),
    atOnce: Number(options['at-once']),
    queue: options.queue,
    bug,
  };
  await playInProcesses(databases, request, (played) => {
    add(totals, played);
    if (bug !== undefined && totals.violating.length > 0) end.abort();
  });
  clearInterval(progress);
  const { ms, ...details } = totals;
  return {
    name: bug === undefined ? 'faults' : 'faults-planted',
    figures: figuresOf(totals, { asked: request.to - request.from, seed, seconds: seconds() }),
    details: {
      seed,
      from: request.from,
      asked: request.to - request.from,
      bug,
      queue: options.queue ?? 'none',
      ...details,
    },
    violations: totals.violating.length,
  };
}

function add(totals, { violations, syncs, deleted, states, ms, seed, index, schedule }) {
  totals.schedules += 1;
  totals.syncs += syncs;
  totals.deleted += deleted;
  totals.ms.push(...ms);
  for (const state of states) totals.states[state] = (totals.states[state] ?? 0) + 1;
  if (violations.length === 0) return;
  totals.violating.push({ seed, index, violations, schedule });
  if (totals.violating.length <= SHOWN) say(`--seed=${seed} --index=${index}: ${violations.join('; ')}`);
}

const told = ({ schedules, syncs, deleted, violating }) =>
  `${schedules} schedules, ${syncs} syncs, ${deleted} deletions, ${violating.length} with a violation`;

function figuresOf({ schedules, syncs, states, deleted, ms, violating }, { asked, seed, seconds }) {
  const ended = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  const time = (share) => `${Math.round(quantile(ms, share))} ms`;
  return [
    { what: 'schedules', value: schedules, unit: '', goal: `>= ${asked}`, beside: `seed ${seed}, ${seconds} s` },
    { what: 'syncs', value: syncs, unit: '', beside: ended.join(', ') },
    ...(ms.length > 0
      ? [
          {
            what: 'a sync, median',
            value: quantile(ms, 0.5) / 1_000,
            unit: 's',
            beside: `95th percentile ${time(0.95)}, 99th ${time(0.99)}`,
          },
        ]
      : []),
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
