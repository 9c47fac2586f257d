// `npm test`: everything that must hold before a change is taken. The test runner comes last, so that its counts end the output.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from './build.mjs';

// The SDK tells at every start that Node 20 ends for it in 2027; it belongs into our changelog, not into every output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Runs a command to its end; throws when it fails. */
async function run(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code}`);
}

const steps = [
  ['build and type check', () => build()],
  ['type check of the specs', () => run(bin('tsc'), ['-p', 'tsconfig.spec.json'])],
  ['lint', () => run(bin('eslint'), ['.', '--max-warnings=0'])],
  ['format', () => run(bin('biome'), ['format', '.'])],
  ['generated pages', () => run(process.execPath, ['tools/docs.mjs', '--check'])],
  ['schema drift', () => run(process.execPath, ['tools/migration.mjs', 'check'])],
  ['tests', () => run(bin('vitest'), ['run', ...process.argv.slice(2)])],
];

for (const [name, step] of steps) {
  const startedAt = performance.now();
  console.log(`\n- ${name}`);
  try {
    await step();
  } catch (error) {
    console.error(`\n${error.message}\nFailed: ${name}`);
    process.exit(1);
  }
  if (name !== 'tests') console.log(`  ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
