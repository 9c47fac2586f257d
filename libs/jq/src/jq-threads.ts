import { JqThread } from './jq-thread.js';
import type { JqAnswer, JqRequest } from './thread-messages.js';
import { Turns } from './turns.js';
import { compileJq, type JqModule } from './wasm-bytes.js';

export interface RunTerms {
  /** Whose request it is: lanes take turns, so that one's thousand requests do not hold up another's first. */
  lane: string;
  /** From the moment a thread takes the request. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

/** A few threads, started when first needed. */
export class JqThreads {
  private module: Promise<JqModule> | undefined;
  private readonly threads = new Set<JqThread>();
  private readonly idle: JqThread[] = [];
  private readonly turns: Turns;
  private isClosed = false;

  constructor(size: number) {
    this.turns = new Turns(size);
  }

  /** Throws only the signal's reason. */
  async run(request: JqRequest, { lane, deadlineMs, signal }: RunTerms): Promise<JqAnswer> {
    await this.turns.take(lane, signal);
    try {
      if (this.isClosed) throw new Error('jq was asked to run after its threads were closed');
      const thread = this.idle.pop() ?? (await this.start());
      const answer = await thread.run(request, deadlineMs, signal).finally(() => {
        if (thread.isAlive) this.idle.push(thread);
        else this.threads.delete(thread);
      });
      return answer;
    } finally {
      this.turns.pass();
    }
  }

  /** Ends every thread, for good; what runs is answered as lost. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.idle.length = 0;
    await Promise.all([...this.threads].map((thread) => thread.close()));
    this.threads.clear();
  }

  private async start(): Promise<JqThread> {
    // Compiled once; a thread that takes another's place only instantiates it.
    this.module ??= compileJq();
    const thread = await JqThread.start(await this.module);
    this.threads.add(thread);
    return thread;
  }
}
