import {
  ActiveIssuers,
  SigningKeyStore,
  TenantDatabase,
  SystemPrisma,
  TenantPrisma,
  TenantStore,
  DatabaseOptions,
} from '@longshore/database';
import { Clock } from '@longshore/domain';
import { EncryptionKey, loadConfig } from '@longshore/platform';
import { DiscoveryDocument } from '../documents/discovery-document.js';
import { IssuerSnapshot } from '../documents/issuer-snapshot.js';
import { JwksDocument } from '../documents/jwks-document.js';
import { SnapshotFile } from '../documents/snapshot-file.js';
import { RotateSigningKeys } from '../keys/rotate-signing-keys.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { SignWorkloadToken } from '../tokens/sign-workload-token.js';

/** A clock that stands until it is set. */
export class SetClock extends Clock {
  constructor(public at: Date = new Date()) {
    super();
  }

  now(): Date {
    return this.at;
  }
}

/** The issuer as one process has it. */
export class IssuerProcess {
  readonly tenants: TenantStore;
  readonly store: SigningKeyStore;
  readonly rotate: RotateSigningKeys;
  readonly keys: SigningKeys;
  readonly tokens: SignWorkloadToken;
  readonly snapshot: IssuerSnapshot;
  readonly discovery: DiscoveryDocument;
  readonly jwks: JwksDocument;
  private readonly pools: [TenantPrisma, SystemPrisma, TenantDatabase];

  constructor(databaseUrl: string, dataDir: string, encryptionKey: EncryptionKey, clock: Clock) {
    const options = new DatabaseOptions(databaseUrl, 4);
    const system = new SystemPrisma(options);
    const app = new TenantPrisma(options);
    const database = new TenantDatabase(options);
    this.pools = [app, system, database];
    this.tenants = new TenantStore(app, system);
    this.store = new SigningKeyStore(system);
    this.rotate = new RotateSigningKeys(this.store, encryptionKey, clock);
    this.keys = new SigningKeys(this.store, this.rotate, encryptionKey, clock);
    this.tokens = new SignWorkloadToken(new ActiveIssuers(database), this.keys, clock);
    const file = new SnapshotFile(loadConfig({ DATA_DIR: dataDir }));
    this.snapshot = new IssuerSnapshot(this.tenants, this.keys, file);
    this.discovery = new DiscoveryDocument(this.snapshot);
    this.jwks = new JwksDocument(this.snapshot);
  }

  async stop(): Promise<void> {
    this.snapshot.onModuleDestroy();
    await Promise.all(this.pools.map((pool) => pool.close()));
  }
}
