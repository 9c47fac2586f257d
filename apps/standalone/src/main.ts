import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { loadConfig } from '@longshore/platform';
import { runDemo } from './demo/run-demo.js';
import { Shutdown } from './shutdown.js';
import { startServices } from './start-services.js';
import { Terminal } from './terminal.js';

const { values: options } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const terminal = new Terminal();
const shutdown = new Shutdown();
shutdown.listen();

async function main(): Promise<number> {
  const services = await startServices(loadConfig(), terminal, shutdown);
  if (!services.sandbox) {
    if (options.once) throw new Error('--once syncs the demo tenant of the sandbox, which is off. Set SANDBOX=on.');
    terminal.step(`Serving on ${services.url}; API reference at ${services.url}/docs`);
  }
  const result = services.sandbox ? await runDemo(services, terminal, shutdown.signal) : undefined;
  if (options.once) {
    await stop();
    terminal.line(JSON.stringify({ sync: result }));
    return result?.status === 'completed' ? 0 : 1;
  }
  terminal.line();
  terminal.line('Press Ctrl-C to stop; the data stays for the next start.');
  await new Promise<void>((resolve) => shutdown.signal.addEventListener('abort', () => resolve(), { once: true }));
  terminal.step('Stopping');
  await stop();
  return 0;
}

function stop(): Promise<void> {
  return shutdown.run((name, error) => terminal.line(`Could not stop ${name}: ${String(error)}`));
}

try {
  process.exitCode = await main();
} catch (error) {
  const isOurChoice = shutdown.signal.aborted;
  if (!isOurChoice) process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  await stop();
  process.exitCode = isOurChoice ? 130 : 1;
}
// Pools and keep-alive agents of the SDK may hold the process open for a while.
process.exit();
