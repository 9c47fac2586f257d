import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type IntegrationRow, type OperationRow, OperationStore, type TenantRow } from '@longshore/database';
import { OperationId } from '@longshore/domain';

const ACTOR = 'administrator';

/** Has what a tenant's integrations made deleted, by the operation that deletes an integration along with its entities. */
@Injectable()
export class RemoveTenantEntities {
  constructor(private readonly operations: OperationStore) {}

  /**
   * Starts the next of the removals that are left. True once none is, and where nobody asked for them. One at a time: two that make the same
   * entity would each leave it to the other.
   */
  async run({ id: tenantId, removalAskedAt }: TenantRow, left: IntegrationRow[]): Promise<boolean> {
    if (removalAskedAt === null || left.length === 0) return true;
    const removals = await this.operations.removals(tenantId);
    if (removals.some(({ endedAt }) => endedAt === null)) return false;
    const next = left.find(({ id }) => isDue(id, removals, removalAskedAt));
    if (!next) return false;
    const id = OperationId.parse(randomUUID());
    const { id: integrationId } = next;
    await this.operations.open(tenantId, { id, integrationId, type: 'removal', target: {}, actor: ACTOR });
    return false;
  }
}

/** Not tried since somebody asked; or Port kept something, and has since deleted what may have related to it. */
function isDue(integrationId: IntegrationRow['id'], removals: OperationRow[], askedAt: Date): boolean {
  const own = removals.find((removal) => removal.integrationId === integrationId);
  if (!own?.endedAt || own.createdAt < askedAt) return true;
  const ended = own.endedAt;
  return removals.some(({ endedAt, counts }) => endedAt !== null && endedAt > ended && (counts.deleted ?? 0) > 0);
}
