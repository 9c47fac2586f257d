import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../connection/system-database.js';

export interface Workload {
  /** Account syncs that are waiting or worked on. */
  accountSyncs: { state: 'ready' | 'running'; count: number }[];
  /** Syncs of the last 24 hours, live ones included. */
  syncs: { state: string; count: number }[];
  /** How long the oldest waiting account sync has waited; 0 when none waits. */
  oldestReadySeconds: number;
}

/** How much there is to do over all tenants: what workers are scaled and people are woken by. */
@Injectable()
export class WorkloadStore {
  constructor(private readonly system: SystemDatabase) {}

  async read(): Promise<Workload> {
    return this.system.transaction(async (transaction) => {
      const accountSyncs = await transaction.rows<Workload['accountSyncs'][number]>(
        `select state, count(*)::int as count from app.account_sync where state in ('ready', 'running') group by state order by state`,
      );
      const syncs = await transaction.rows<Workload['syncs'][number]>(
        `select state, count(*)::int as count from app.sync where opened_at > now() - interval '1 day' group by state order by state`,
      );
      const oldest = await transaction.first<{ seconds: number }>(
        `select coalesce(extract(epoch from now() - min(ready_at)), 0)::float8 as seconds from app.account_sync where state = 'ready' and ready_at <= now()`,
      );
      return { accountSyncs, syncs, oldestReadySeconds: oldest?.seconds ?? 0 };
    });
  }
}
