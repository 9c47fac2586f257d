import { setTimeout as delay } from 'node:timers/promises';
import type { SyncCounts } from '@longshore/domain';
import type { Terminal } from '../terminal.js';
import type { Api } from './api.js';

export interface SyncResult {
  id: string;
  status: string;
  detail: string | null;
  counts: SyncCounts;
  openedAt: string;
  closedAt: string | null;
}

const POLL_MS = 200;
const PROGRESS_MS = 2_000;

/** Waits for the end of a sync and tells how far it is. */
export async function followSync(api: Api, id: string, terminal: Terminal, signal: AbortSignal): Promise<SyncResult> {
  let told = performance.now();
  let hasEntities = false;
  for (;;) {
    const sync = await api.get<SyncResult>(`/v1/syncs/${id}`);
    const { created, updated, unchanged } = sync.counts.entities;
    const seen = created + updated + unchanged;
    if (!hasEntities && created > 0) {
      hasEntities = true;
      terminal.step('The first entities have arrived in Port');
    }
    if (sync.closedAt !== null) return sync;
    if (performance.now() - told > PROGRESS_MS) {
      told = performance.now();
      terminal.step(`Syncing: ${sync.counts.scopes} listings, ${sync.counts.resources} resources, ${seen} entities`);
    }
    await delay(POLL_MS, undefined, { signal });
  }
}
