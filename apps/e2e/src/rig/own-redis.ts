import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.js';

const BINARY = 'redis-server';
const READY_WITHIN_MS = 10_000;

/** Whether this machine has Redis. */
export const isRedisInstalled = spawnSync(BINARY, ['--version']).status === 0;

/** A Redis of a test's own that keeps nothing on disk. */
export class OwnRedis {
  private constructor(
    private readonly port: number,
    private server: ChildProcess,
  ) {}

  static async start(): Promise<OwnRedis> {
    const port = await freePort();
    return new OwnRedis(port, await startServer(port));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Ends without a word; what it held is lost. */
  async kill(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
  }

  /** Comes back empty, at the same address. */
  async startAgain(): Promise<void> {
    this.server = await startServer(this.port);
  }
}

async function startServer(port: number): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(BINARY, settings, { cwd: tmpdir(), stdio: 'ignore' });
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await delay(20))
    if (await isListening(port)) return server;
  server.kill('SIGKILL');
  throw new Error(`redis-server does not listen on port ${port}`);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
