import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const START_MS = 30_000;
const STOP_MS = 28_000;

/** A process of ours that says, over IPC, when it is ready. */
export class Child {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said when it was ready. */
    readonly announcement: unknown,
  ) {}

  /** `module` as an import specifier, resolved from here. A child in its own group is not hit by the terminal's Ctrl-C: we stop it, in order. */
  static async start(module: string, args: string[] = []): Promise<Child> {
    const file = fileURLToPath(import.meta.resolve(module));
    const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true });
    const timeout = AbortSignal.timeout(START_MS);
    const ready = once(child, 'message', { signal: timeout });
    const failed = once(child, 'exit', { signal: timeout }).then(([code]) => {
      throw new Error(`${module} ended with code ${String(code)} before it was ready; its log is above`);
    });
    failed.catch(() => undefined);
    try {
      const [announcement] = (await Promise.race([ready, failed])) as unknown[];
      return new Child(child, announcement);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  onExit(listener: () => void): void {
    if (this.child.exitCode !== null || this.child.signalCode !== null) listener();
    else this.child.once('exit', listener);
  }

  /** SIGTERM, and SIGKILL for one that does not end. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    this.child.kill('SIGTERM');
    await ended;
    clearTimeout(killer);
  }
}
