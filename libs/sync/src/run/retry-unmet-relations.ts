import { Injectable } from '@nestjs/common';
import { SecretBox, type Entity } from '@longshore/domain';
import { AccountSyncStore, FailureLedger, type RetriedEntity } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import type { MadeEntity } from './entity-packer.js';
import { FAILURE_PURPOSE } from './push-settlement.js';
import { relationOrder } from './relation-order.js';

/** Refused entities that are in memory, and put in order, at once. */
const PAGE = 1_000;

/** An entity that Port refused, and the account sync that sent it. */
type Refused = MadeEntity & Pick<RetriedEntity, 'accountSyncId'>;

/** Pushes the entities again, whole, that Port refused because something they relate to was not there yet. */
@Injectable()
export class RetryUnmetRelations {
  constructor(
    private readonly failures: FailureLedger,
    private readonly secrets: SecretBox,
    private readonly accountSyncs: AccountSyncStore,
  ) {}

  /** `sync`: those of all accounts, for relations between them; the other account syncs must have ended. */
  async run(context: AccountSyncContext, reach: 'account' | 'sync'): Promise<void> {
    const { tenantId, row, turn } = context;
    const accountSyncId = reach === 'account' ? row.id : null;
    for (let after = '0'; turn.switches.pushes === 'on' && !turn.mustEnd; ) {
      const page = { syncId: row.syncId, accountSyncId, after, limit: PAGE };
      const refused = await this.failures.unmetRelations(tenantId, page);
      if (refused.length === 0) return;
      await this.inOrder(context, await Promise.all(refused.map((entity) => this.opened(context, entity))));
      after = refused[refused.length - 1]?.entityId ?? after;
    }
  }

  /** A circle of relations is cut by its second turn: what Port takes of the first is there for it. */
  private async inOrder(context: AccountSyncContext, refused: Refused[]): Promise<void> {
    const { levels, circular } = relationOrder(refused);
    for (const level of levels) if (!context.turn.mustEnd) await this.push(context, level);
    const left = await this.push(context, circular);
    if (left.length < circular.length) await this.push(context, left);
  }

  /** Those that are refused again. */
  private async push(context: AccountSyncContext, refused: Refused[]): Promise<Refused[]> {
    if (refused.length === 0) return [];
    const { tenantId, row, packer, progress } = context;
    const { entities } = progress.counts;
    const isOwn = (entity: Refused): boolean => entity.accountSyncId === row.id;
    // They were counted as failed, unless a crash lost the count; the second verdict counts instead of the first.
    entities.failed = Math.max(0, entities.failed - refused.filter(isOwn).length);
    await packer.push(refused);
    const still = new Set(
      await this.failures.refusedAmong(
        tenantId,
        refused.map(({ confirmation }) => confirmation.entityId),
      ),
    );
    const isRefused = ({ confirmation }: Refused): boolean => still.has(confirmation.entityId);
    const others = refused.filter((entity) => !isOwn(entity));
    entities.failed -= others.filter(isRefused).length;
    await this.accountSyncs.healed(
      tenantId,
      others.filter((entity) => !isRefused(entity)).map((entity) => entity.accountSyncId),
    );
    return refused.filter(isRefused);
  }

  private async opened(
    { tenantId }: AccountSyncContext,
    { body, accountSyncId, ...confirmation }: RetriedEntity,
  ): Promise<Refused> {
    const text = await this.secrets.open(tenantId, FAILURE_PURPOSE, body);
    return { accountSyncId, confirmation, entity: JSON.parse(text.toString()) as Entity, bytes: text.length };
  }
}
