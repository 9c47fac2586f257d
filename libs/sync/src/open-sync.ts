import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AccountSyncId,
  NoAccountConnected,
  noCounts,
  NotFound,
  SyncId,
  TERMINAL_SYNC_STATES,
  type TenantId,
} from '@longshore/domain';
import {
  AccountStore,
  IntegrationStore,
  SyncEventStore,
  SyncStore,
  type SyncFilter,
  type SyncRow,
} from '@longshore/database';
import { AccountRefresh } from './account-refresh.js';
import { accountsToSync, narrowed } from './accounts-to-sync.js';
import { EffectiveSwitches } from './effective-switches.js';
import { SyncRunning, SyncsSwitchedOff } from './sync-refused.error.js';

export interface SyncRequest {
  trigger: 'schedule' | 'api' | 'verification' | 'approval';
  filter?: (SyncFilter & { accountIds?: string[] }) | undefined;
  /** Plans only: neither Port nor the ledger is written to. */
  dryRun?: boolean;
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

/** Opens a sync of an integration: one account sync per account that can be tried, ready to be dispatched. */
@Injectable()
export class OpenSync {
  constructor(
    private readonly stores: OpenStores,
    private readonly switches: EffectiveSwitches,
    private readonly refresh: AccountRefresh,
  ) {}

  /** Throws NotFound, NoAccountConnected, SyncRunning, SyncsSwitchedOff, and InvalidInput for accounts that are not connected. */
  async run(tenantId: TenantId, identifier: string, request: SyncRequest): Promise<SyncRow> {
    const integration = await this.stores.integrations.getByIdentifier(tenantId, identifier);
    if (!integration || integration.state === 'deleting') throw new NotFound('Integration');
    if ((await this.switches.of(tenantId)).syncs === 'off') throw new SyncsSwitchedOff();
    // The refresh may take long, and would be for nothing.
    const [newest] = await this.stores.syncs.list(tenantId, integration.id, { limit: 1 });
    if (newest && !TERMINAL_SYNC_STATES.includes(newest.state)) throw new SyncRunning();
    const notices = await this.refresh.run(tenantId, integration.id);
    const known = await this.stores.accounts.all(tenantId, integration.id);
    const accounts = narrowed(accountsToSync(known), request.filter?.accountIds);
    if (accounts.length === 0 || integration.mappingNo === null) throw new NoAccountConnected();
    const { kinds, regions } = request.filter ?? {};
    const sync = await this.stores.syncs.open(tenantId, {
      id: SyncId.parse(randomUUID()),
      integrationId: integration.id,
      trigger: request.trigger,
      filter: request.filter ? { ...(kinds && { kinds }), ...(regions && { regions }) } : null,
      dryRun: request.dryRun ?? false,
      mappingNo: integration.mappingNo,
      counts: { ...noCounts(), accounts: accounts.length },
      deadlineMinutes: DEADLINE_MINUTES,
      accounts: accounts.map(({ id }) => ({ accountId: id, accountSyncId: AccountSyncId.parse(randomUUID()) })),
    });
    if (!sync) throw new SyncRunning();
    await this.tell(tenantId, sync, { trigger: request.trigger, accounts: accounts.length, notices });
    return sync;
  }

  private tell(tenantId: TenantId, { id, mappingNo, dryRun }: SyncRow, { notices, ...opened }: Opening): Promise<void> {
    const data = { ...opened, mappingNo, ...(dryRun && { dryRun }) };
    return this.stores.events.append(
      tenantId,
      id,
      [{ type: 'sync.opened', data }, ...notices.map((notice) => ({ type: 'sync.notice', data: { notice } }))],
      [
        { level: 'info', message: 'sync opened', data },
        ...notices.map((message) => ({ level: 'warning' as const, message })),
      ],
    );
  }
}

interface Opening {
  trigger: string;
  accounts: number;
  /** About the accounts, for the tenant. */
  notices: string[];
}
