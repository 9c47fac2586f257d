import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DatabaseOptions } from '../connection/database-options.js';
import type { Prisma, PrismaClient } from '../generated/client.js';
import { prismaFor } from './prisma-for.js';

/** Schema `app` through Prisma as role longshore_system, for what is asked before a tenant is known: keys, issuer, settings. */
@Injectable()
export class SystemPrisma implements OnApplicationShutdown {
  private readonly client: PrismaClient;

  constructor(options: DatabaseOptions) {
    this.client = prismaFor('longshore_system', options);
  }

  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (prisma: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
    return this.client.$transaction(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}
