import { Injectable } from '@nestjs/common';
import { OperationStore, TenantStore } from '@longshore/database';

/**
 * Opens the prune of accounts of which AWS has said for a week that they are suspended, closed or no longer in the organization (engine rule
 * R5). Idempotent, in any process.
 */
@Injectable()
export class PruneGoneAccounts {
  constructor(
    private readonly tenants: TenantStore,
    private readonly operations: OperationStore,
  ) {}

  async run(): Promise<void> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.tenants.list(cursor === undefined ? {} : { cursor });
      for (const { id } of page.rows) await this.operations.openPrunesOfGone(id);
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }
}
