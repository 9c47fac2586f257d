import { Injectable } from '@nestjs/common';
import { DecisionLedger, DeletionJournal, TenantStore } from '@longshore/database';

/** Lets go of what is kept for thirty days only: the images of deleted entities, and holds that nobody answered. */
@Injectable()
export class RetireJournal {
  constructor(
    private readonly tenants: TenantStore,
    private readonly journal: DeletionJournal,
    private readonly decisions: DecisionLedger,
  ) {}

  async run(): Promise<void> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.tenants.list(cursor === undefined ? {} : { cursor });
      for (const { id } of page.rows) {
        await this.journal.dropImages(id);
        await this.decisions.expire(id);
      }
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }
}
