import { Injectable } from '@nestjs/common';
import { addCounts, noCounts, type SyncId, type SyncState, type TenantId } from '@longshore/domain';
import { IntegrationStore, SyncStore, type ClosingAccount, type SyncRow } from '@longshore/database';
import { ReportToPort } from './report-to-port.js';
import { SendExamples } from './send-examples.js';

/** Ends a sync once all its account syncs are done, and tells the tenant and Port how it went; Port is not told of a dry one. Repeating it changes nothing. */
@Injectable()
export class CloseSync {
  constructor(
    private readonly syncs: SyncStore,
    private readonly integrations: IntegrationStore,
    private readonly report: ReportToPort,
    private readonly examples: SendExamples,
  ) {}

  async run(tenantId: TenantId, syncId: SyncId): Promise<void> {
    const closed = await this.syncs.close(tenantId, syncId, verdict);
    if (!closed || closed.dryRun) return;
    const integration = await this.integrations.get(tenantId, closed.integrationId);
    if (!integration) return;
    await this.examples.run(tenantId, integration);
    await this.report.finished(tenantId, closed, integration.identifier, integration.intervalMinutes);
  }
}

/** A sync is only as good as its accounts: partial when anything is missing, failed when nothing was reached. */
export function verdict(
  accounts: ClosingAccount[],
  isCancelled: boolean,
): { state: SyncState; detail: string | null; counts: SyncRow['counts'] } {
  const counts = accounts.reduce(
    (total, account) => addCounts(total, { ...noCounts(), ...account.counts }),
    noCounts(),
  );
  counts.accounts = accounts.length;
  const failures = accounts.filter((account) => account.outcome === 'failed');
  const detail = describeFailures(failures);
  if (isCancelled) return { state: 'cancelled', detail, counts };
  if (failures.length === accounts.length) return { state: 'failed', detail, counts };
  const isComplete = accounts.every((account) => account.outcome === 'completed');
  return { state: isComplete ? 'completed' : 'partial', detail, counts };
}

/** Names every account that failed, with the words of the first. */
function describeFailures(failures: ClosingAccount[]): string | null {
  const [first] = failures;
  if (!first) return null;
  const why = `${first.awsAccountId}: ${first.detail ?? 'no reason is known'}`;
  const others = failures.slice(1).map(({ awsAccountId }) => awsAccountId);
  return others.length === 0 ? why : `${why} (also failed: ${others.join(', ')})`;
}
