import type { SigningKeyRow } from '@longshore/database';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often every process reads keys and issuers again; also the longest time a replaced key can still sign somewhere. */
export const RELOAD_MS = MINUTE_MS;

export const TOKEN_LIFE_SECONDS = 300;

/** From one key to the next. */
export const ROTATION_MS = 30 * 24 * HOUR_MS;

/**
 * A verifier may rely on a key set for a day. The hour on top covers what lies between the database and that verifier:
 * our reload and the caching of HTTP answers.
 */
export const LEAD_MS = 25 * HOUR_MS;

/** How long a key stays published after another took over: the last token that it signed must stay verifiable. */
export const LINGER_MS = LEAD_MS + RELOAD_MS + TOKEN_LIFE_SECONDS * 1000;

export type RotationStep =
  | { step: 'create' }
  | { step: 'activate'; kid: string; predecessorRetireAt: Date }
  | { step: 'retire'; kid: string };

/**
 * What is due at `now`, one step at a time, or null. Without an active key one signs at once, since nobody can hold an
 * older key set yet; every later key is published LEAD_MS before it signs.
 */
export function nextStep(keys: SigningKeyRow[], now: Date): RotationStep | null {
  const elapsed = (since: Date) => now.getTime() - since.getTime();
  const over = keys.find(({ state, retireAt }) => state === 'retiring' && retireAt && elapsed(retireAt) >= 0);
  if (over) return { step: 'retire', kid: over.kid };

  const active = keys.find(({ state }) => state === 'active');
  const pending = keys.find(({ state }) => state === 'pending');
  const isDue = !active || elapsed(active.publishAt) >= ROTATION_MS;
  if (!isDue) return null;
  if (!pending) return { step: 'create' };
  if (active && elapsed(pending.publishAt) < LEAD_MS) return null;
  return { step: 'activate', kid: pending.kid, predecessorRetireAt: new Date(now.getTime() + LINGER_MS) };
}

/**
 * The key that may sign at `now`: the active one, unless it is so young that a replica could still serve a key set
 * without it. The very first key has no such replica: an empty set is never served.
 */
export function keyToSignWith(keys: SigningKeyRow[], now: Date): SigningKeyRow | null {
  const active = keys.find(({ state }) => state === 'active');
  if (!active) return null;
  const isKnownEverywhere = now.getTime() - active.publishAt.getTime() >= 2 * RELOAD_MS;
  const isFirst = keys.every(({ publishAt, kid }) => kid === active.kid || publishAt >= active.publishAt);
  return isKnownEverywhere || isFirst ? active : null;
}
