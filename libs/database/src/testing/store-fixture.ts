import { randomUUID } from 'node:crypto';
import { IntegrationId, TenantId } from '@longshore/domain';
import { IntegrationStore } from '../app/integration-store.js';
import { SystemPrisma } from '../app/system-prisma.js';
import { TenantPrisma } from '../app/tenant-prisma.js';
import type { NewTenant } from '../app/tenant-row.js';
import { TenantStore } from '../app/tenant-store.js';
import { DatabaseOptions } from '../connection/database-options.js';
import { testDatabase } from './test-database.js';

/** Both Prisma connections on a database of their own, with tenants and integrations on demand. */
export class StoreFixture {
  private constructor(
    readonly url: string,
    readonly tenants: TenantPrisma,
    readonly system: SystemPrisma,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<StoreFixture> {
    const database = await testDatabase();
    const options = new DatabaseOptions(database.url);
    const tenants = new TenantPrisma(options);
    const system = new SystemPrisma(options);
    return new StoreFixture(database.url, tenants, system, async () => {
      await Promise.all([tenants.close(), system.close()]);
      await database.close();
    });
  }

  newTenant(change: Partial<NewTenant> = {}): NewTenant {
    const id = TenantId.parse(randomUUID());
    return {
      id,
      name: 'Harbour',
      issuerUrl: `https://longshore.example/t/${id}`,
      portRegion: 'eu',
      portOrgId: `org_${id}`,
      dek: Buffer.from('wrapped key'),
      dekKek: 'kek-1',
      ...change,
    };
  }

  async tenant(change: Partial<NewTenant> = {}): Promise<TenantId> {
    return (await new TenantStore(this.tenants, this.system).create(this.newTenant(change))).id;
  }

  async integration(tenantId: TenantId, identifier = 'production'): Promise<IntegrationId> {
    const id = IntegrationId.parse(randomUUID());
    const accounts = { mode: 'single' };
    await new IntegrationStore(this.tenants).create(tenantId, { id, identifier, accounts, intervalMinutes: 60 });
    return id;
  }
}
