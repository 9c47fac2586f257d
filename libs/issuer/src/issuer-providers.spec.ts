import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule, DatabaseOptions, TenantStore } from '@longshore/database';
import { type TestDatabase, testDatabase } from '@longshore/database/testing';
import { Clock, TenantId, WorkloadTokens } from '@longshore/domain';
import { Config, EncryptionKey, SystemClock, loadConfig } from '@longshore/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JwksDocument } from './documents/jwks-document.js';
import { issuerProviders } from './issuer-providers.js';
import { SignWorkloadToken } from './tokens/sign-workload-token.js';

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'longshore-issuer-'));
});

afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the issuer in an app', () => {
  it('has its first key and knows its tenants as soon as the app has started', async () => {
    class App {}
    const providers = [
      ...issuerProviders,
      { provide: Config, useValue: loadConfig({ DATA_DIR: dataDir }) },
      { provide: EncryptionKey, useValue: new EncryptionKey(randomBytes(32)) },
      { provide: Clock, useClass: SystemClock },
    ];
    const imports = [DatabaseModule.forRoot(new DatabaseOptions(database.url, 4))];
    const module = { module: App, imports, providers };
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    const id = TenantId.parse(randomUUID());
    await app.get(TenantStore).create({
      id,
      name: 'Acme',
      issuerUrl: `https://longshore.example.com/t/${id}`,
      portRegion: 'eu',
      portOrgId: 'acme',
      dek: randomBytes(61),
      dekKek: 'kek',
    });

    const document = await app.get(JwksDocument).run(id);
    const tokens = app.get<WorkloadTokens>(WorkloadTokens as never);
    await app.close();

    expect(JSON.parse(document?.body ?? '{}').keys).toHaveLength(1);
    expect(tokens).toBeInstanceOf(SignWorkloadToken);
  });
});
