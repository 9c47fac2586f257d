import { Child } from './child.js';

const RESTART_MS = 1_000;

/** The worker process: started again when it ends without being told to. Its account syncs go on from their checkpoints. */
export class SupervisedWorker {
  private isStopping = false;
  private child: Child | undefined;

  constructor(private readonly lost: (pid: number | undefined) => void) {}

  async start(): Promise<void> {
    const child = await Child.start('@longshore/worker/main');
    this.child = child;
    child.onExit(() => {
      if (this.isStopping) return;
      this.lost(child.pid);
      setTimeout(() => void this.restart(), RESTART_MS).unref();
    });
    if (this.isStopping) await child.stop();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.child?.stop();
  }

  private async restart(): Promise<void> {
    if (!this.isStopping) await this.start().catch(() => setTimeout(() => void this.restart(), RESTART_MS).unref());
  }
}
