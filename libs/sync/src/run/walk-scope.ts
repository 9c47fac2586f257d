import { Injectable } from '@nestjs/common';
import {
  AwsCallFailed,
  ResourceSource,
  type Cell,
  type Listing,
  type MappingEntry,
  type Outcome,
} from '@longshore/domain';
import { WalkLedger, type CellReport, type Observation, type ScopeKey } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import type { CellTally } from './cell-tally.js';
import { CheckpointPace } from './checkpoint-pace.js';
import { assertProven, checkedPage, incomplete } from './listing-faults.js';
import { ProcessPage, type Page } from './process-page.js';
import { WalkCheckpoints } from './walk-checkpoints.js';

/** A walk whose page token AWS no longer knows starts anew, this often; then the scope is left for the next sync. */
const MAX_WALKS = 3;
const MAX_PAGES_IN_FLIGHT = 3;

/** How a walk ended; `stopped`: the work is given back and goes on elsewhere. */
export type WalkEnd = (Pick<CellReport, 'items' | 'models'> & { outcome: Outcome }) | 'stopped';

export interface PlacedScope {
  cell: Cell;
  scope: ScopeKey;
  listing: Listing;
  entries: MappingEntry[];
  /** Taken before the first call of its walk. */
  look: Observation;
  tally: CellTally;
}

interface Walk {
  observation: string;
  /** Null for a walk that was taken up again. */
  begunAt: Date | null;
  page: number;
  token: string | null;
  items: number;
  checkpoints: WalkCheckpoints;
  /** An earlier walk was given back and waited too long for its page token: this one goes on to its end, or no walk ever would. */
  isLastChance: boolean;
}

/** Lists one scope to its end, or says why it could not. */
@Injectable()
export class WalkScope {
  constructor(
    private readonly source: ResourceSource,
    private readonly walks: WalkLedger,
    private readonly processPage: ProcessPage,
    private readonly pace: CheckpointPace,
  ) {}

  /** Proves nothing where it ends incomplete, and has the ledger know. */
  async run(context: AccountSyncContext, place: PlacedScope): Promise<WalkEnd> {
    const end = await this.attempt(context, place, 1);
    if (end !== 'stopped' && end.outcome.state === 'incomplete')
      await this.walks.abandon(context.tenantId, context.fence, place.scope, end.outcome);
    return end;
  }

  private async attempt(context: AccountSyncContext, place: PlacedScope, attempt: number): Promise<WalkEnd> {
    const { tenantId, fence, lease } = context;
    const { scope } = place;
    try {
      const walk = await this.begin(context, place, attempt);
      if ((await this.pages(context, place, walk)) === 'stopped') return 'stopped';
      // A scope that never held anything has no row, and needs none to stay empty; an attempt before may have made one.
      if (walk.items > 0 || attempt > 1 || context.knownScopes.has(scope, scope.model?.hash))
        await this.walks.complete(tenantId, fence, { scope, ...walk, lastKeys: walk.checkpoints.pending });
      return { outcome: { state: 'complete' }, items: walk.items };
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || lease.signal.aborted) throw error;
      place.tally.take(error.effort);
      if (error.failure.isTokenExpired && attempt < MAX_WALKS) return this.attempt(context, place, attempt + 1);
      return { outcome: incomplete(error), items: 0 };
    }
  }

  private async begin(context: AccountSyncContext, place: PlacedScope, attempt: number): Promise<Walk> {
    const { tenantId, row, lease } = context;
    // Only a worker that follows another one finds checkpoints.
    const isFollowing = attempt === 1 && row.fence !== '1';
    const resumed = isFollowing ? await this.walks.resume(tenantId, lease.id, place.scope) : undefined;
    if (resumed && !resumed.isStale) {
      const { observation, page, items, nextToken } = resumed;
      const checkpoints = this.checkpoints(context, place, observation);
      return { observation, begunAt: null, page, items, token: nextToken, checkpoints, isLastChance: false };
    }
    const look = attempt === 1 && !resumed ? place.look : await this.walks.observe(tenantId);
    const checkpoints = this.checkpoints(context, place, look.observation);
    return { ...look, page: 0, token: null, items: 0, checkpoints, isLastChance: resumed !== undefined };
  }

  private checkpoints(
    { tenantId, fence }: AccountSyncContext,
    { scope }: PlacedScope,
    observation: string,
  ): WalkCheckpoints {
    return new WalkCheckpoints(
      (pages) => this.walks.checkpoint(tenantId, { ...fence, scope, observation, ...pages }),
      this.pace.begin(),
    );
  }

  /** Reads the pages; several may be on their way through mapping and Port, but a cursor is kept only when all before it are confirmed. */
  private async pages(context: AccountSyncContext, place: PlacedScope, walk: Walk): Promise<'read' | 'stopped'> {
    const inFlight: Promise<void>[] = [];
    const reads = context.packer.expecting(() => this.read(context, place, walk, inFlight));
    const [reading] = await Promise.allSettled([reads]);
    // Nothing of this walk may still be writing when the next one begins; and what Port refuses outweighs what AWS refuses.
    const failed = (await Promise.allSettled(inFlight)).find((page) => page.status === 'rejected');
    if (failed) throw failed.reason;
    if (reading.status === 'rejected') throw reading.reason;
    if (reading.value === 'stopped') await walk.checkpoints.flush();
    return reading.value;
  }

  private async read(
    context: AccountSyncContext,
    { cell, scope, listing, entries, tally }: PlacedScope,
    walk: Walk,
    inFlight: Promise<void>[],
  ): Promise<'read' | 'stopped'> {
    const { account, lease, digest, turn, packer } = context;
    const tokens = new Set<string>();
    for (;;) {
      if (walk.isLastChance ? turn.mustEnd : turn.isOver) return 'stopped';
      const listed = await packer.during(() => this.source.page(account, listing, walk.token, lease.signal));
      tally.listed(listed);
      assertProven(listed, context.knownScopes.isFilled(scope, scope.model?.hash));
      const { resources, nextToken } = checkedPage(listed, tokens, digest);
      const keys = resources.map((resource) => digest(resource.identifier));
      const page = { cell, scope, entries, observation: walk.observation, resources, keys, tally };
      const done = this.page(context, page, { ...walk, nextToken, previous: inFlight.at(-1) });
      // It may fail before anybody waits for it.
      done.catch(() => undefined);
      inFlight.push(done);
      walk.items += resources.length;
      walk.page += 1;
      walk.token = nextToken;
      if (nextToken === null) return 'read';
      if (inFlight.length >= MAX_PAGES_IN_FLIGHT) await inFlight.shift();
    }
  }

  private async page(
    context: AccountSyncContext,
    page: Page,
    at: Pick<Walk, 'page' | 'checkpoints'> & { nextToken: string | null; previous: Promise<void> | undefined },
  ): Promise<void> {
    await this.processPage.run(context, page);
    await at.previous;
    await at.checkpoints.confirmed(at.page, at.nextToken, page.keys);
    await context.progress.advanced();
  }
}
