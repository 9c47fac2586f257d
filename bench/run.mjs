// `npm run bench`, or `node bench/run.mjs mapping sync`: each bench in a process of its own, one after the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { env } from 'node:process';
import { build } from '../tools/build.mjs';
import { say } from './harness/report.mjs';

const BENCHES = ['mapping', 'issuer', 'crawl', 'sync'];

/** The bench in hand; it clears up after itself when it is interrupted, and is waited for. */
let running = null;
let isInterrupted = false;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isInterrupted = true;
    running?.kill(signal);
  });
}

async function main(names) {
  const unknown = names.find((name) => !BENCHES.includes(name));
  if (unknown !== undefined) {
    say(`There is no bench named ${unknown}; there are: ${BENCHES.join(', ')}.`);
    return 2;
  }
  await build();
  let failed = 0;
  for (const name of names.length > 0 ? names : BENCHES) {
    const file = path.join(import.meta.dirname, `${name}.bench.mjs`);
    const settings = { ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const child = spawn(process.execPath, [file], { stdio: 'inherit', env: settings });
    running = child;
    const [code] = await once(child, 'exit');
    if (isInterrupted) return 130;
    if (code !== 0) {
      failed += 1;
      say(`The bench ${name} ended with ${code}.`);
    }
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
