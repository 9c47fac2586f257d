import beyond from './beyond-read-only.generated.json' with { type: 'json' };

const lacking = new Set(beyond.actions);

/** Room for them in a session policy, whose ARNs and text together may have 2,048 characters. */
const MAX_CHARACTERS = 470;

export interface SessionReads {
  /** What a session has to be allowed beyond ReadOnlyAccess. */
  allowed: string[];
  /** What there is no room for: our own session refuses it. */
  refused: string[];
}

/**
 * Of the actions that a mapping's kinds need, those that AWS's ReadOnlyAccess lacks: as many as a session policy has room for, in
 * their order. One kind of the catalogue needs at most 240 characters of them, most need none.
 */
export function sessionReads(actions: readonly string[]): SessionReads {
  const reads: SessionReads = { allowed: [], refused: [] };
  for (const action of new Set(actions)) {
    if (!lacking.has(action)) continue;
    const hasRoom = JSON.stringify([...reads.allowed, action]).length <= MAX_CHARACTERS;
    (hasRoom ? reads.allowed : reads.refused).push(action);
  }
  return reads;
}
