/** Why a listing is no proof. None of these ever deletes (engine rule R3: denied is not empty). */
export const INCOMPLETE_REASONS = [
  'denied',
  'throttled',
  'transient',
  'auth-lost',
  'region-disabled',
  'unsupported',
  'item-without-key',
  'truncated',
  'cancelled',
  'timed-out',
  'crash',
  'internal',
] as const;
export type IncompleteReason = (typeof INCOMPLETE_REASONS)[number];

/** How a scope ended. `skipped` deletes nothing either, and does not make a sync partial. */
export type Outcome =
  | { state: 'complete' }
  | { state: 'incomplete'; reason: IncompleteReason; detail: string; remedy?: string }
  | { state: 'skipped'; detail: string };

/** Account syncs of one integration at the same time, whatever its settings and its mapping ask for. */
export const MAX_CONCURRENT_ACCOUNTS = 50;

export const SYNC_STATES = ['queued', 'running', 'completed', 'partial', 'failed', 'cancelled'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export const TERMINAL_SYNC_STATES: readonly SyncState[] = ['completed', 'partial', 'failed', 'cancelled'];
