import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpuSeconds } from '../harness/rig.mjs';

/** The version of the `jq` on this machine, or null. */
export function jqVersion() {
  const { stdout, status } = spawnSync('jq', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** The mapping as somebody would write it by hand, each field isolated from the others, without what our programs add. */
function programOf({ mappings }) {
  const text = (value) =>
    typeof value === 'string'
      ? `(try (${value}) catch null)`
      : `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${text(inner)}`)}}`;
  return `.[] | ${text(mappings)}`;
}

/** Resources per second, and per second of its CPU, of one `jq` process that maps the same resources. */
export async function jqCommandRate(subject, items) {
  const startedAt = performance.now();
  const child = spawn('jq', ['-c', programOf(subject)], { stdio: ['pipe', 'pipe', 'inherit'] });
  let lines = 0;
  let cpu = null;
  child.stdout.on('data', (chunk) => {
    // Once it has ended nobody tells any more; the last look misses next to nothing.
    cpu = cpuSeconds(child.pid) ?? cpu;
    for (const byte of chunk) if (byte === 0x0a) lines += 1;
  });
  // When jq gives up early, the count of its lines tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(items));
  await once(child, 'close');
  if (lines !== items.length) throw new Error(`jq printed ${lines} lines for ${items.length} resources`);
  const perSecond = (items.length / (performance.now() - startedAt)) * 1_000;
  return { perSecond, perCpuSecond: cpu ? items.length / cpu : null };
}
