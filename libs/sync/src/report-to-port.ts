import { Injectable } from '@nestjs/common';
import { Catalog, DomainError, PortConnections, type TenantId } from '@longshore/domain';
import type { SyncRow } from '@longshore/database';

/** Keeps Port's own view of the integration up to date. What Port does not take is not worth failing a sync for. */
@Injectable()
export class ReportToPort {
  constructor(
    private readonly catalog: Catalog,
    private readonly connections: PortConnections,
  ) {}

  async finished(tenantId: TenantId, sync: SyncRow, identifier: string, intervalMinutes: number | null): Promise<void> {
    const status = sync.state === 'failed' ? 'failed' : sync.state === 'cancelled' ? 'aborted' : 'completed';
    const endedAt = sync.closedAt ?? new Date();
    const nextAt = intervalMinutes === null ? null : new Date(endedAt.getTime() + intervalMinutes * 60_000);
    const startedAt = sync.startedAt ?? sync.openedAt;
    try {
      const access = await this.connections.open(tenantId, sync.integrationId);
      await this.catalog.reportResync(access, identifier, { status, startedAt, endedAt, nextAt, intervalMinutes });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
