import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { type SyncId, TERMINAL_SYNC_STATES, type TenantId } from '@longshore/domain';
import { ReadSyncs } from '@longshore/sync';

/** A person watching does not notice half a second; a query per half second and watcher does not weigh. */
const POLL_MS = 500;

/** Proxies cut connections that stay silent for a minute. */
const HEARTBEAT_MS = 15_000;

/** Reads a sync's events from the database as they come, so it does not matter which process works on the sync. */
@Injectable()
export class FollowSync {
  constructor(private readonly readSyncs: ReadSyncs) {}

  /** Throws NotFound before the first event. Ends when the sync has ended and all its events were told, or on `signal`. */
  async run(
    tenantId: TenantId,
    syncId: SyncId,
    from: { after: number; signal: AbortSignal },
  ): Promise<AsyncIterable<MessageEvent>> {
    await this.readSyncs.get(tenantId, syncId);
    return this.follow(tenantId, syncId, from);
  }

  private async *follow(
    tenantId: TenantId,
    syncId: SyncId,
    { after, signal }: { after: number; signal: AbortSignal },
  ): AsyncGenerator<MessageEvent> {
    let last = after;
    let toldAt = Date.now();
    while (!signal.aborted) {
      const { state } = await this.readSyncs.get(tenantId, syncId);
      const events = await this.readSyncs.events(tenantId, syncId, last);
      for (const { seq, at, type, data } of events) {
        yield { id: String(seq), type, data: { at, ...data } };
        last = seq;
        toldAt = Date.now();
      }
      // The last event is written just after the state: it is told when another reading finds nothing more.
      if (events.length === 0 && TERMINAL_SYNC_STATES.includes(state)) return;
      if (Date.now() - toldAt >= HEARTBEAT_MS) {
        yield { data: '', comment: 'waiting' };
        toldAt = Date.now();
      }
      await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
