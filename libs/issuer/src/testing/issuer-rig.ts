import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '@longshore/database/testing';
import { TenantId } from '@longshore/domain';
import { EncryptionKey } from '@longshore/platform';
import { IssuerProcess, SetClock } from './issuer-process.js';
import { serveIssuer } from './serve-issuer.js';

/** Processes of one installation on a database of their own; the newest one answers over HTTP. */
export class IssuerRig {
  readonly clock = new SetClock();
  readonly encryptionKey = new EncryptionKey(randomBytes(32));
  readonly processes: IssuerProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly origin: string,
    private readonly closeServer: () => Promise<void>,
  ) {}

  static async start(): Promise<IssuerRig> {
    Logger.overrideLogger(false);
    const dataDir = await mkdtemp(join(tmpdir(), 'longshore-issuer-'));
    const server = await serveIssuer(() => ({
      discovery: (id) => rig.newest().discovery.run(id),
      jwks: (id) => rig.newest().jwks.run(id),
    }));
    const rig: IssuerRig = new IssuerRig(await testDatabase(), dataDir, server.origin, server.close);
    return rig;
  }

  process(databaseUrl = this.database.url): IssuerProcess {
    const started = new IssuerProcess(databaseUrl, this.dataDir, this.encryptionKey, this.clock);
    this.processes.push(started);
    return started;
  }

  newest(): IssuerProcess {
    return this.processes.at(-1) ?? this.process();
  }

  async tenant(): Promise<{ id: TenantId; issuerUrl: string }> {
    const id = TenantId.parse(randomUUID());
    const { issuerUrl } = await this.newest().tenants.create({
      id,
      name: 'Acme',
      issuerUrl: `${this.origin}/t/${id}`,
      portRegion: 'eu',
      portOrgId: `org_${id}`,
      dek: randomBytes(61),
      dekKek: this.encryptionKey.name,
    });
    return { id, issuerUrl };
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((started) => started.stop()));
    await this.closeServer();
    await this.database.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
