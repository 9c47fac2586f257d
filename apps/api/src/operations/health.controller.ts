import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SystemDatabase } from '@longshore/database';
import type { FastifyReply } from 'fastify';
import { DatabaseReadiness } from './database-readiness.js';

const ANSWER_WITHIN_MS = 2_000;

@ApiTags('operations')
@Controller()
export class HealthController {
  constructor(
    private readonly database: SystemDatabase,
    private readonly readiness: DatabaseReadiness,
  ) {}

  /** The process answers. Restart it when this does not. */
  @Get('livez')
  livez() {
    return { status: 'ok' };
  }

  /** The process can serve tenants. The issuer's documents are served from memory even while this is 503. */
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const database = (await this.databaseAnswers()) ? 'up' : 'down';
    reply.code(database === 'up' ? 200 : 503);
    return { status: database === 'up' ? 'ok' : 'unavailable', checks: { database } };
  }

  private async databaseAnswers(): Promise<boolean> {
    const asked = this.readiness
      .require()
      .then(() => this.database.transaction((transaction) => transaction.rows('select 1')));
    const late = new Promise<null>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, null).unref());
    return Promise.race([asked, late]).then(
      (answer) => answer !== null,
      () => false,
    );
  }
}
