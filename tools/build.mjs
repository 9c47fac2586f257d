// Builds what changed. Quiet when it works; the compiler's own words when it does not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/** Throws with the output of the failed step. `project` is a folder with a tsconfig.json; all of them by default. */
export async function build(project = '.') {
  await quietly([nx, 'run', '@longshore/database:generate', '--outputStyle=static']);
  // One compiler for all projects, not one per project: they share the types of the libraries, which take most of the time.
  await quietly([tsc, '-b', project]);
}

async function quietly(args) {
  // The daemon outlives the command, and holds files open that the next clone wants to remove.
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
