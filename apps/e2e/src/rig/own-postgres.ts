import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '@longshore/database';
import { freePort } from './free-port.js';

/** A migrated PostgreSQL of a test's own, which it may stop and start. */
export class OwnPostgres {
  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private server: EmbeddedPostgres,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'longshore-e2e-postgres-'));
    // As root the server runs under another account, which must be able to walk in.
    await chmod(dataDir, 0o711);
    const port = await freePort();
    const server = await startEmbeddedPostgres({ dataDir, port, isThrowaway: true });
    await migrate(server.url);
    return new OwnPostgres(dataDir, port, server);
  }

  get url(): string {
    return this.server.url;
  }

  /** Ends every connection, rolls back what is open, and comes back with the same data at the same address. */
  async restart(): Promise<void> {
    await this.server.stop();
    this.server = await startEmbeddedPostgres({ dataDir: this.dataDir, port: this.port, isThrowaway: true });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
