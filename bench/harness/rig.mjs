import { readFileSync } from 'node:fs';
import os from 'node:os';

/** What a figure depends on besides the code: it stands beside every result. */
export function rigOf(postgres = 'none') {
  const [{ model } = { model: 'unknown' }] = os.cpus();
  return {
    cpus: os.availableParallelism(),
    cpu: model.trim(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    postgres,
    /** Runnable processes before the bench: anything far from 0 means that others share the machine. */
    loadBefore: Number((os.loadavg()[0] ?? 0).toFixed(2)),
    at: new Date().toISOString(),
  };
}

export function rigLine({ cpus, cpu, memoryGiB, node, postgres, loadBefore }) {
  const shared =
    loadBefore > 0.5 ? `; load ${loadBefore} before it began, so the machine is shared and figures vary` : '';
  return `${cpus} CPUs (${cpu}), ${memoryGiB} GiB, Node ${node}, PostgreSQL: ${postgres}${shared}`;
}

/** Resident memory of a process in MiB, from Linux; null elsewhere. */
export function residentMiB(pid = process.pid) {
  return statusMiB(pid, 'VmRSS');
}

/** CPU seconds that a process has used, from Linux; null elsewhere. */
export function cpuSeconds(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; user and system time are fields 14 and 15, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** The most resident memory that a process ever had, in MiB, from Linux; null elsewhere. */
export function peakMiB(pid) {
  return statusMiB(pid, 'VmHWM');
}

function statusMiB(pid, field) {
  try {
    const [, kib] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? null : Math.round(Number(kib) / 1024);
  } catch {
    return null;
  }
}
