import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { JqAnswer, JqRequest, ThreadReply } from './thread-messages.js';
import type { JqModule } from './wasm-bytes.js';

/** Compiled code in dist, whether this module runs from src (Vitest) or from dist. */
const THREAD = new URL('../dist/thread.js', import.meta.url);

/** What jq prints collects in the thread's own heap, so this bounds an output flood; WebAssembly memory does not count. */
const MAX_HEAP_MB = 192;

/** What lives as long as one request; Node would let it grow to 48 MiB before it looks. */
const YOUNG_HEAP_MB = 16;

/** One worker thread with its own jq: no environment, no file system, one request at a time. */
export class JqThread {
  isAlive = true;
  private isBusy = false;

  private constructor(private readonly worker: Worker) {
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.isAlive = false;
    });
  }

  static async start(module: JqModule): Promise<JqThread> {
    const worker = new Worker(THREAD, {
      workerData: module,
      env: {},
      argv: [],
      execArgv: [],
      // jq's words about its own death stay unread, since the answer reports it; reading them would keep the process alive.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    await once(worker, 'message');
    worker.unref();
    return new JqThread(worker);
  }

  /** Ends the thread when the deadline passes, jq crashes or the signal aborts; throws only the signal's reason. */
  async run(request: JqRequest, deadlineMs: number, signal?: AbortSignal): Promise<JqAnswer> {
    // Two tenants must never meet in one jq.
    if (this.isBusy) throw new Error('a jq thread was given a request while it served another');
    this.isBusy = true;
    const ended = new AbortController();
    const end = () => ended.abort();
    // An answer may already wait when a busy event loop comes late to the timer; the immediate lets it in first.
    const timer = setTimeout(() => setImmediate(end), deadlineMs);
    signal?.addEventListener('abort', end, { once: true });
    this.worker.once('exit', end);
    this.worker.ref();
    try {
      this.worker.postMessage(request);
      const [reply] = (await once(this.worker, 'message', { signal: ended.signal })) as [ThreadReply];
      if (reply.state === 'answered') return reply;
      await this.close();
      return { state: 'lost', detail: `jq gave up: ${reply.detail.split('.')[0]}` };
    } catch (error) {
      await this.close();
      signal?.throwIfAborted();
      return { state: 'lost', detail: ended.signal.aborted ? `ran longer than ${deadlineMs} ms` : String(error) };
    } finally {
      this.isBusy = false;
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      this.worker.removeListener('exit', end);
      this.worker.unref();
    }
  }

  async close(): Promise<void> {
    this.isAlive = false;
    await this.worker.terminate();
  }
}
