import { randomBytes, randomUUID } from 'node:crypto';
import {
  DatabaseOptions,
  IntegrationStore,
  MappingStore,
  SystemPrisma,
  TenantPrisma,
  TenantStore,
} from '@longshore/database';
import { type TestDatabase, testDatabase } from '@longshore/database/testing';
import { IntegrationId, type PortAccess, TenantId } from '@longshore/domain';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';

const ORGANIZATION = { id: 'org_1', name: 'One', clientId: 'client', clientSecret: 'secret' };

/** A tenant with an integration in a database of its own, and its Port organization in a stand-in Port. */
export class PreparedTenant {
  readonly tenantId = TenantId.parse(randomUUID());
  readonly integrationId = IntegrationId.parse(randomUUID());
  readonly mappings: MappingStore;
  readonly integrations: IntegrationStore;

  private constructor(
    readonly port: SandboxPort,
    private readonly database: TestDatabase,
    private readonly connections: { tenants: TenantPrisma; system: SystemPrisma },
  ) {
    this.mappings = new MappingStore(connections.tenants);
    this.integrations = new IntegrationStore(connections.tenants);
  }

  static async start(): Promise<PreparedTenant> {
    const [database, port] = await Promise.all([testDatabase(), startSandboxPort({ organizations: [ORGANIZATION] })]);
    const options = new DatabaseOptions(database.url, 4);
    const connections = { tenants: new TenantPrisma(options), system: new SystemPrisma(options) };
    const prepared = new PreparedTenant(port, database, connections);
    const { tenantId } = prepared;
    await new TenantStore(connections.tenants, connections.system).create({
      id: tenantId,
      name: 'Acme',
      issuerUrl: `http://localhost/t/${tenantId}`,
      portRegion: 'eu',
      portOrgId: ORGANIZATION.id,
      dek: randomBytes(61),
      dekKek: 'test',
    });
    await prepared.integrations.create(tenantId, {
      id: prepared.integrationId,
      identifier: 'prod',
      accounts: { mode: 'single' },
      intervalMinutes: null,
    });
    return prepared;
  }

  get access(): PortAccess {
    return {
      tenantId: this.tenantId,
      baseUrl: this.port.url,
      clientId: ORGANIZATION.clientId,
      clientSecret: () => ORGANIZATION.clientSecret,
      userAgent: 'longshore/aws/0.0.0/prod/exporter',
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.connections.tenants.close(), this.connections.system.close()]);
    await Promise.all([this.port.close(), this.database.close()]);
  }
}
