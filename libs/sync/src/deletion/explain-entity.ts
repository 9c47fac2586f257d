import { Injectable } from '@nestjs/common';
import type { IntegrationId, TenantId } from '@longshore/domain';
import {
  DeletionJournal,
  ExplanationLedger,
  type DeletionHold,
  type ExplainedEntity,
  type JournalEntry,
} from '@longshore/database';

export const ENTITY_VERDICTS = [
  'present',
  'pending',
  'failed',
  'held',
  'absent',
  'unmapped',
  'orphaned',
  'deleting',
  'deleted',
  'kept',
  'restored',
  'not-ours',
] as const;
export type EntityVerdict = (typeof ENTITY_VERDICTS)[number];

export interface Explanation extends ExplainedEntity {
  blueprint: string;
  identifier: string;
  verdict: EntityVerdict;
  /** In a sentence. */
  detail: string;
  /** What holds its deletion. */
  hold: DeletionHold | null;
  /** What was done to it, the newest first; at most ten entries. */
  journal: JournalEntry[];
}

const SENTENCES: Record<EntityVerdict, string> = {
  present: 'Resources make it, and Port has it as they do.',
  pending: 'Resources make it; Port has not confirmed its newest body yet, so the next sync pushes it again.',
  failed: 'Port refused it; the failure says why, and when it is tried again.',
  held: 'Nothing makes it any more, and its deletion waits for somebody to decide.',
  absent: 'A complete walk missed its resource; it goes when a second one does, or a direct read does not find it.',
  unmapped: 'Its resource is there, but no entry of the mapping makes it any more; a sync of that listing deletes it.',
  orphaned:
    'The listing of its resource has vanished; it stays until it is pruned: by somebody, or because AWS says its account is gone.',
  deleting: 'It is being deleted.',
  deleted: 'It was deleted; the journal says why, and by what proof.',
  kept: 'It was to be deleted, and Port or the ledger kept it; the journal says why.',
  restored: 'It was deleted and brought back. No resource makes it, so no sync deletes it.',
  'not-ours': 'No resource of this integration makes it or is known to have made it: Longshore never deletes it.',
};

/** Why an entity is in Port, or is not. */
@Injectable()
export class ExplainEntity {
  constructor(
    private readonly ledger: ExplanationLedger,
    private readonly deletions: DeletionJournal,
  ) {}

  async run(
    tenantId: TenantId,
    integrationId: IntegrationId,
    entity: { blueprint: string; identifier: string },
  ): Promise<Explanation> {
    const known = await this.ledger.entity(tenantId, integrationId, entity);
    const [held] = await this.deletions.held(tenantId, integrationId, { ...entity, limit: 1 });
    const journal = await this.deletions.entries(tenantId, integrationId, { ...entity, limit: 10 });
    const verdict = verdictOn(known, held !== undefined, journal);
    const { claims, failure, decision } = known ?? { claims: [], failure: null, decision: null };
    return {
      ...entity,
      verdict,
      detail: SENTENCES[verdict],
      claims,
      failure,
      decision,
      hold: held?.hold ?? null,
      journal,
    };
  }
}

/** What the ledger knows outweighs what the journal remembers. */
export function verdictOn(
  known: ExplainedEntity | undefined,
  isHeld: boolean,
  [newest]: Pick<JournalEntry, 'state'>[],
): EntityVerdict {
  if (!known) return newest?.state ?? 'not-ours';
  if (newest?.state === 'deleting') return 'deleting';
  if (isHeld) return 'held';
  if (known.failure) return 'failed';
  const live = known.claims.filter(({ state }) => state === 'present');
  if (live.length > 0) return live.every(({ isConfirmed }) => isConfirmed) ? 'present' : 'pending';
  return (
    (['orphaned', 'absent'] as const).find((state) => known.claims.some((claim) => claim.state === state)) ?? 'unmapped'
  );
}
