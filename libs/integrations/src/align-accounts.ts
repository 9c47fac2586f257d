import { AccountStore, type AccountRow } from '@longshore/database';
import type { TenantId } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import type { Integration } from './integration.js';
import { namedAccounts } from './named-accounts.js';

const PAGE = 200;

/** Makes the account rows what the configuration says. Repeating it changes nothing, so a stop halfway heals itself. */
@Injectable()
export class AlignAccounts {
  constructor(private readonly accounts: AccountStore) {}

  /** The accounts that the integration reaches now. One that is no longer named has `left`; its entities stay. */
  async run(tenantId: TenantId, integration: Integration): Promise<AccountRow[]> {
    const named = namedAccounts(integration.accounts);
    const reached: AccountRow[] = [];
    for (const account of named) {
      reached.push(await this.accounts.upsert(tenantId, { ...account, integrationId: integration.id }));
    }
    const stay = new Set(reached.map(({ id }) => id));
    for await (const account of this.every(tenantId, integration)) {
      if (stay.has(account.id) || account.state === 'left') continue;
      await this.accounts.setState(tenantId, account.id, 'left', 'The integration no longer names this account.');
    }
    return reached;
  }

  private async *every(tenantId: TenantId, { id }: Integration): AsyncIterable<AccountRow> {
    let cursor: string | null = null;
    do {
      const page = await this.accounts.list(tenantId, id, { limit: PAGE, ...(cursor !== null && { cursor }) });
      yield* page.rows;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}
