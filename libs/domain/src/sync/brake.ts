/** Why a set of deletions waits for a person (engine rule R7). */
export const BRAKE_REASONS = ['scope-share', 'scope-emptied', 'integration-share', 'threshold', 'switch'] as const;
export type BrakeReason = (typeof BRAKE_REASONS)[number];

export interface ScopeAbsence {
  /** Entities that the scope's resources made before this walk. */
  known: number;
  /** Those of them that nothing makes any more. */
  candidates: number;
  /** Resources that the walk listed. */
  listed: number;
}

const ALWAYS_ALLOWED = 20;

/**
 * Whether a scope loses so much at once that a fault is likelier than a clean-up.
 * The accident it prevents: a list that AWS cuts short without a word empties a team's catalog overnight.
 */
export function brakeScope(absence: ScopeAbsence): BrakeReason | null {
  if (absence.candidates === 0) return null;
  if (absence.listed === 0) return 'scope-emptied';
  return absence.candidates > Math.max(ALWAYS_ALLOWED, 0.3 * absence.known) ? 'scope-share' : null;
}

export interface IntegrationAbsence {
  /** Entities in the integration's ledger when the sync began. */
  entities: number;
  /** Entities that nothing makes any more, and those that this sync has deleted already. */
  candidates: number;
  /** `entityDeletionThreshold` of the mapping, 0 to 1; null when it is not set. */
  threshold: number | null;
}

/** The same for the whole integration, and the mapping's own threshold: above it nothing is deleted, and 0 never deletes. */
export function brakeIntegration({ entities, candidates, threshold }: IntegrationAbsence): BrakeReason | null {
  if (candidates === 0) return null;
  if (threshold !== null && (threshold === 0 || candidates / Math.max(1, entities) > threshold)) return 'threshold';
  return candidates > Math.max(ALWAYS_ALLOWED, 0.1 * entities) ? 'integration-share' : null;
}
