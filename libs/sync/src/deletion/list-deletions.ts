import { Injectable } from '@nestjs/common';
import { InvalidInput, type IntegrationId, type TenantId } from '@longshore/domain';
import { DeletionJournal, type DeletionFilter, type HeldEntity, type JournalEntry } from '@longshore/database';

export type Deletion = { held: HeldEntity } | { entry: JournalEntry };

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const HELD_CURSOR = new RegExp(`^held\\.(${UUID})\\.(\\d{1,18})$`);
const JOURNAL_CURSOR = new RegExp(`^journal(?:\\.(${UUID}))?$`);

/** The deletions of an integration in pages: first what is held, hold by hold, then the journal, newest first. */
@Injectable()
export class ListDeletions {
  constructor(private readonly journal: DeletionJournal) {}

  /** Throws InvalidInput for a foreign cursor. */
  async run(
    tenantId: TenantId,
    integrationId: IntegrationId,
    { cursor, ...filter }: DeletionFilter & { cursor?: string | undefined },
  ): Promise<{ deletions: Deletion[]; nextCursor: string | null }> {
    const held = HELD_CURSOR.exec(cursor ?? '');
    const journal = JOURNAL_CURSOR.exec(cursor ?? '');
    if (cursor !== undefined && !held && !journal)
      throw new InvalidInput([{ pointer: '/cursor', detail: 'is not the nextCursor of this list' }]);
    const isHeldAsked = filter.state === undefined || filter.state === 'held';
    if (!journal && isHeldAsked) {
      const after = held ? { holdId: held[1] ?? '', entityId: held[2] ?? '' } : undefined;
      const page = await this.held(tenantId, integrationId, { ...filter, after });
      if (page.nextCursor !== null || filter.state === 'held' || page.deletions.length > 0)
        return { ...page, nextCursor: page.nextCursor ?? (filter.state === 'held' ? null : 'journal') };
    }
    return this.entries(tenantId, integrationId, { ...filter, before: journal?.[1] });
  }

  private async held(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: Parameters<DeletionJournal['held']>[2],
  ): Promise<{ deletions: Deletion[]; nextCursor: string | null }> {
    const rows = await this.journal.held(tenantId, integrationId, { ...page, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const hasMore = rows.length > shown.length && last !== undefined;
    return {
      deletions: shown.map((row) => ({ held: row })),
      nextCursor: hasMore ? `held.${last.hold.id}.${last.entityId}` : null,
    };
  }

  private async entries(
    tenantId: TenantId,
    integrationId: IntegrationId,
    page: Parameters<DeletionJournal['entries']>[2],
  ): Promise<{ deletions: Deletion[]; nextCursor: string | null }> {
    const rows = await this.journal.entries(tenantId, integrationId, { ...page, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      deletions: shown.map((row) => ({ entry: row })),
      nextCursor: rows.length > shown.length && last ? `journal.${last.id}` : null,
    };
  }
}
