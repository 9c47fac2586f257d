import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { env, execPath } from 'node:process';
import type { PortChange } from './port-journal.js';

const MAIN = path.resolve(import.meta.dirname, '../../../standalone/dist/main.js');

/** What `npm start` runs after its build, as a process that tests can watch and end. */
export class StartCommand {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** `settings` are environment variables; what the tests themselves run with does not leak in. */
  static run(args: string[], settings: Record<string, string>): StartCommand {
    const { PATH = '', HOME = '' } = env;
    const child = spawn(execPath, [MAIN, ...args], {
      env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new StartCommand(child);
  }

  get text(): string {
    return this.output;
  }

  get lines(): string[] {
    return this.output.trimEnd().split('\n');
  }

  /** Resolves when the output contains `text`; rejects when the process ends without saying it. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`The process ended without saying "${text}":\n${this.output}`);
      await Promise.race([once(this.child.stdout as NodeJS.ReadableStream, 'data'), once(this.child, 'exit')]);
    }
  }

  /** The exit code once it has ended and all output is read. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  /** As Ctrl-C does. */
  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** As a power cut does. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** What the sandbox Port of a data folder has written down, read from its file. */
export async function journalOf(dataDir: string): Promise<PortChange[]> {
  const text = await readFile(path.join(dataDir, 'sandbox', 'port-journal.ndjson'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PortChange);
}
