import { query } from '../harness/database.mjs';
import { cpuSeconds, peakMiB } from '../harness/rig.mjs';

/** Runs a sync to its end, and tells what it cost: each process's CPU, PostgreSQL's log, writes in Port, the worker's own counts. */
export async function measuredSync(installation, sync) {
  await installation.processes.worker.ask('statements');
  const before = await look(installation);
  const { status, detail, counts, incomplete, openedAt, closedAt } = await sync();
  const after = await look(installation);
  const { statements } = await installation.processes.worker.ask('statements');
  const used = (what) =>
    Object.fromEntries(Object.keys(after[what]).map((key) => [key, minus(after[what][key], before[what][key])]));
  return {
    status,
    detail,
    counts,
    incomplete: incomplete?.slice(0, 5),
    seconds: (Date.parse(closedAt) - Date.parse(openedAt)) / 1_000,
    cpuSeconds: used('cpu'),
    worker: used('worker'),
    statements,
    workerPeakMiB: peakMiB(installation.processes.worker.pid),
    portWrites: await writesBetween(installation, before.journal, after.journal),
    walMiB: (after.wal - before.wal) / 2 ** 20,
  };
}

const minus = (after, before) => Number((after - before).toFixed(2));

async function look({ processes, port, database }) {
  const cpu = Object.fromEntries(Object.entries(processes).map(([name, { pid }]) => [name, cpuSeconds(pid)]));
  const { counts } = await processes.worker.ask('counts');
  const { last } = await port.get('/_sandbox/journal?limit=1');
  const [{ wal }] = await query(
    database.url,
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal`,
  );
  return { cpu: { ...cpu, postgres: await serverCpu(database.url) }, worker: counts, journal: last, wal };
}

/** Writes of entities and blueprints; what Port is told about the sync itself is not among them. */
async function writesBetween({ port }, from, to) {
  let writes = 0;
  for (let since = from; since < to; ) {
    const { changes } = await port.get(`/_sandbox/journal?since=${since}&limit=1000`);
    writes += changes.filter(({ resource }) => resource === 'entity' || resource === 'blueprint').length;
    since = changes.at(-1).seq;
  }
  return writes;
}

/** CPU of the backends that are there now; the pools of our processes keep theirs. */
async function serverCpu(url) {
  const rows = await query(url, 'select pid from pg_stat_activity where pid <> pg_backend_pid()');
  return rows.reduce((sum, { pid }) => sum + (cpuSeconds(pid) ?? 0), 0);
}
