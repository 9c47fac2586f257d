import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountSyncId, InvalidInput, noCounts, NotFound, SyncId, type TenantId } from '@longshore/domain';
import {
  AccountStore,
  IntegrationStore,
  SyncEventStore,
  SyncStore,
  type AccountRow,
  type IntegrationRow,
  type SyncFilter,
  type SyncRow,
} from '@longshore/database';
import { EffectiveSwitches } from './effective-switches.js';
import { NoAccountConnected, SyncRunning, SyncsSwitchedOff } from './sync-refused.error.js';

export interface SyncRequest {
  trigger: 'schedule' | 'api' | 'verification' | 'approval';
  filter?: (SyncFilter & { accountIds?: string[] }) | undefined;
}

/** A sync that has not ended by then is cancelled: every sync reaches an end. */
const DEADLINE_MINUTES = 24 * 60;

/** The stores that a sync is opened from and in. */
@Injectable()
export class OpenStores {
  constructor(
    readonly integrations: IntegrationStore,
    readonly accounts: AccountStore,
    readonly syncs: SyncStore,
    readonly events: SyncEventStore,
  ) {}
}

/** Opens a sync of an integration: one account sync per connected account, ready to be dispatched. */
@Injectable()
export class OpenSync {
  constructor(
    private readonly stores: OpenStores,
    private readonly switches: EffectiveSwitches,
  ) {}

  /** Throws NotFound, NoAccountConnected, SyncRunning, SyncsSwitchedOff, and InvalidInput for accounts that are not connected. */
  async run(tenantId: TenantId, identifier: string, request: SyncRequest): Promise<SyncRow> {
    const integration = await this.stores.integrations.getByIdentifier(tenantId, identifier);
    if (!integration || integration.state === 'deleting') throw new NotFound('Integration');
    if ((await this.switches.of(tenantId)).syncs === 'off') throw new SyncsSwitchedOff();
    const accounts = named(await this.connected(tenantId, integration), request.filter?.accountIds);
    if (accounts.length === 0 || integration.mappingNo === null) throw new NoAccountConnected();
    const { kinds, regions } = request.filter ?? {};
    const sync = await this.stores.syncs.open(tenantId, {
      id: SyncId.parse(randomUUID()),
      integrationId: integration.id,
      trigger: request.trigger,
      filter: request.filter ? { ...(kinds && { kinds }), ...(regions && { regions }) } : null,
      mappingNo: integration.mappingNo,
      counts: { ...noCounts(), accounts: accounts.length },
      deadlineMinutes: DEADLINE_MINUTES,
      accounts: accounts.map(({ id }) => ({ accountId: id, accountSyncId: AccountSyncId.parse(randomUUID()) })),
    });
    if (!sync) throw new SyncRunning();
    const data = { trigger: request.trigger, accounts: accounts.length, mappingNo: sync.mappingNo };
    const line = { level: 'info' as const, message: 'sync opened', data };
    await this.stores.events.append(tenantId, sync.id, [{ type: 'sync.opened', data }], [line]);
    return sync;
  }

  private async connected(tenantId: TenantId, integration: IntegrationRow): Promise<AccountRow[]> {
    const rows: AccountRow[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await this.stores.accounts.list(tenantId, integration.id, {
        limit: 100,
        ...(cursor !== undefined && { cursor }),
      });
      rows.push(...page.rows.filter((account) => account.state !== 'left'));
      if (page.nextCursor === null) return rows;
      cursor = page.nextCursor;
    }
  }
}

function named(accounts: AccountRow[], wanted: string[] | undefined): AccountRow[] {
  if (!wanted) return accounts;
  const known = new Set<string>(accounts.map((account) => account.awsAccountId));
  const problems = wanted.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `/accountIds/${index}`, detail: `${id} is not a connected account` }],
  );
  if (problems.length > 0) throw new InvalidInput(problems);
  return accounts.filter((account) => wanted.includes(account.awsAccountId));
}
