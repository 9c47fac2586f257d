import { Injectable } from '@nestjs/common';
import { DomainError } from '@longshore/domain';
import { DispatchStore } from '@longshore/database';
import { OpenSync } from '../open-sync.js';
import { forEachOf } from './for-each-of.js';

const AT_ONCE = 50;

/** Opens a sync for every integration that is due. Safe in several schedulers at once. */
@Injectable()
export class OpenDueSyncs {
  constructor(
    private readonly dispatch: DispatchStore,
    private readonly openSync: OpenSync,
  ) {}

  /** One that cannot be opened (running, switched off, no account) is due again five minutes later. */
  async run(): Promise<void> {
    await forEachOf(await this.dispatch.claimDue(AT_ONCE), async ({ tenantId, identifier }) => {
      try {
        await this.openSync.run(tenantId, identifier, { trigger: 'schedule' });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    });
  }
}
