import { PrismaPg } from '@prisma/adapter-pg';
import type { DatabaseOptions } from '../connection/database-options.js';
import { PrismaClient } from '../generated/client.js';

/** A client whose connections act as `role` from their first statement on. */
export function prismaFor(role: 'longshore_app' | 'longshore_system', options: DatabaseOptions): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString: options.url,
      // These tables see little traffic beside the ledger, which has the pool of TenantDatabase.
      max: Math.max(2, Math.ceil(options.maxConnections / 4)),
      options: `-c role=${role} -c timezone=UTC`,
      application_name: `${role}-prisma`,
    },
    { schema: 'app' },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
}
