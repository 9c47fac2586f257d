import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@longshore/domain';
import { DatabaseOptions } from '../connection/database-options.js';
import type { Prisma, PrismaClient } from '../generated/client.js';
import { prismaFor } from './prisma-for.js';

/** Schema `app` through Prisma as role longshore_app: in each transaction row level security shows one tenant's rows. */
@Injectable()
export class TenantPrisma implements OnApplicationShutdown {
  private readonly client: PrismaClient;

  constructor(options: DatabaseOptions) {
    this.client = prismaFor('longshore_app', options);
  }

  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(
    tenantId: TenantId,
    work: (prisma: Prisma.TransactionClient) => Promise<Result>,
  ): Promise<Result> {
    return this.client.$transaction(async (prisma) => {
      await prisma.$queryRaw`select set_config('app.tenant', ${tenantId}, true)`;
      return work(prisma);
    });
  }

  /** For tables that belong to no tenant; a tenant's tables look empty here. */
  withoutTenant<Result>(work: (prisma: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
    return this.client.$transaction(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}
