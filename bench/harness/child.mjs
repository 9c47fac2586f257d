import { fork } from 'node:child_process';
import { once } from 'node:events';

const START_MS = 60_000;
const STOP_MS = 20_000;

/** A process that says over IPC when it is ready; it ends when the channel to it does. */
export class Child {
  constructor(child, announcement) {
    this.process = child;
    this.announcement = announcement;
  }

  static async start(file, { args = [], env, execArgv = [], announces = true }) {
    const child = fork(file, args, { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    if (!announces) return new Child(child, null);
    const signal = AbortSignal.timeout(START_MS);
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${file} ended with ${code} before it was ready`);
    });
    ended.catch(() => undefined);
    const [announcement] = await Promise.race([once(child, 'message', { signal }), ended]);
    return new Child(child, announcement);
  }

  get pid() {
    return this.process.pid;
  }

  async ask(question) {
    const answer = once(this.process, 'message');
    this.process.send(question);
    return (await answer)[0];
  }

  /** `politely`: by the end of its channel, which lets a process that listens for it close down; else by SIGTERM. */
  async stop({ politely = false } = {}) {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    if (politely) this.process.disconnect();
    else this.process.kill('SIGTERM');
    await ended;
    clearTimeout(killer);
  }
}
