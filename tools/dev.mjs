// `npm run dev`: the compiler in watch mode, and the standalone process started again when its output changes.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
await build('apps/standalone');
const compiler = [
  path.join(root, 'node_modules/typescript/bin/tsc'),
  '-b',
  '-w',
  '--preserveWatchOutput',
  'apps/standalone',
];
const children = [
  compiler,
  ['--watch', '--watch-preserve-output', path.join(root, 'apps/standalone/dist/main.js')],
].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }));
// The terminal sends Ctrl-C to all of them; this one waits until both have ended.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));
