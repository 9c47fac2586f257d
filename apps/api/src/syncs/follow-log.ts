import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LAST_LINE, SyncLogStore, type LogFilter, type LogLine } from '@longshore/database';
import { type SyncId, TERMINAL_SYNC_STATES, type TenantId } from '@longshore/domain';
import { ReadSyncs } from '@longshore/sync';

/** As often as events are looked for. */
const POLL_MS = 500;

/** Proxies cut connections that stay silent for a minute. NDJSON has no comment, so an empty line has to do: readers skip it. */
const HEARTBEAT_MS = 15_000;

const PAGE = 1_000;

/** A sync's log as NDJSON, from the database page by page, so that its length does not matter. */
@Injectable()
export class FollowLog {
  constructor(
    private readonly log: SyncLogStore,
    private readonly readSyncs: ReadSyncs,
  ) {}

  /** Ends at the last line, when there is one; else when all is told, or on `signal` when it follows. */
  async *run(
    tenantId: TenantId,
    syncId: SyncId,
    { follow, signal, ...filter }: LogFilter & { follow: boolean; signal: AbortSignal },
  ): AsyncGenerator<string> {
    let toldAt = Date.now();
    for (let after = 0; !signal.aborted; ) {
      const { state } = await this.readSyncs.get(tenantId, syncId);
      const lines = await this.log.since(tenantId, syncId, { ...filter, after, limit: PAGE });
      if (lines.length > 0) {
        yield lines.map(lineOf).join('');
        toldAt = Date.now();
      }
      const last = lines.at(-1);
      after = last?.no ?? after;
      if (last?.message === LAST_LINE) return;
      if (lines.length === PAGE) continue;
      // A sync that ended more than 30 days ago has no last line any more.
      if (!follow || TERMINAL_SYNC_STATES.includes(state)) return;
      if (Date.now() - toldAt >= HEARTBEAT_MS) {
        yield '\n';
        toldAt = Date.now();
      }
      await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

function lineOf({ at, level, message, kind, account, region, data }: LogLine): string {
  const scope = kind === null || region === null || account === null ? null : `${account}/${region}/${kind}`;
  return `${JSON.stringify({ time: at, level, message, kind, accountId: account, region, scope, data })}\n`;
}
