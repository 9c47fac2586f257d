import { Injectable } from '@nestjs/common';
import { AwsCallFailed, canonicalJson, ModelDirectory, type ModelPage, type Outcome } from '@longshore/domain';
import { ModelLedger, type ModelTotals, type ScopeModel } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { incomplete } from './listing-faults.js';
import { ModelLook, untilLooked } from './model-look.js';
import { WalkScope, type PlacedScope, type WalkEnd } from './walk-scope.js';

const MODELS_AT_ONCE = 4;

/** How far the models of a listing have been walked. */
interface Tour {
  look: ModelLook;
  observation: string;
  /** False for a look that was taken up again. */
  isFresh: boolean;
  /** Number of the next checkpoint. */
  page: number;
  /** Models whose walks this account sync has ended, whichever look found them; by hash in hex. */
  walked: Set<string>;
  /** Whether the ledger may hold something of it by now. */
  hasTraces: boolean;
}

/** Lists a kind by resource models, each as a scope of its own: what one of them is refused takes no proof from the others. */
@Injectable()
export class WalkModels {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly ledger: ModelLedger,
    private readonly walkScope: WalkScope,
  ) {}

  /** `place`: the listing of all of them. */
  async run(context: AccountSyncContext, place: PlacedScope, models: ScopeModel[] | 'parents'): Promise<WalkEnd> {
    const find = (token: string | null) => this.find(context, place, models, token);
    const tour = await this.begin(context, place, find);
    const steps = {
      walk: () => this.look(context, place, tour),
      anew: () => Object.assign(tour, afresh(find, place)),
    };
    const { lease } = context;
    if ((await untilLooked(tour, { lease, tally: place.tally }, steps)) === 'stopped') return 'stopped';
    const totals = await this.end(context, place, { tour, areNamed: models !== 'parents' });
    return {
      outcome: outcomeOf(tour.look, totals),
      items: totals.items,
      models: { found: tour.look.met.size, incomplete: totals.incomplete },
    };
  }

  private async find(
    { account, lease, packer }: AccountSyncContext,
    { listing, tally }: PlacedScope,
    models: ScopeModel[] | 'parents',
    token: string | null,
  ): Promise<ModelPage> {
    if (models !== 'parents') return { models: models.map(({ value }) => value), nextToken: null };
    const page = await packer.during(() => this.directory.page(account, listing, token, lease.signal));
    tally.take(page.effort);
    return page;
  }

  private async begin(
    { tenantId, row, lease }: AccountSyncContext,
    place: PlacedScope,
    find: (token: string | null) => Promise<ModelPage>,
  ): Promise<Tour> {
    // Only a worker that follows another one finds checkpoints.
    const resumed = row.fence === '1' ? undefined : await this.ledger.resume(tenantId, lease.id, place.scope);
    const walked = new Set(resumed?.walked);
    const begun = { page: resumed?.page ?? 0, walked, hasTraces: resumed !== undefined };
    if (!resumed || resumed.isStale) return { ...begun, ...afresh(find, place) };
    const look = new ModelLook(find, resumed.token);
    for (const name of resumed.met) look.met.set(name, Buffer.from(name, 'hex'));
    return { ...begun, look, observation: resumed.observation, isFresh: false };
  }

  private async look(context: AccountSyncContext, place: PlacedScope, tour: Tour): Promise<'walked' | 'stopped'> {
    const { tenantId, fence, turn } = context;
    const { look } = tour;
    while (!look.isAtEnd) {
      if (turn.isOver) return 'stopped';
      const { models, nextToken } = await look.page();
      const waiting = models.filter(({ hash }) => !tour.walked.has(hash.toString('hex')));
      const walked = await this.walk(context, place, waiting, tour);
      const isStopped = walked.length < waiting.length;
      if (walked.length > 0 && (isStopped || nextToken !== null)) {
        const { observation, page } = tour;
        const token = isStopped ? look.token : nextToken;
        await this.ledger.checkpoint(tenantId, { ...fence, scope: place.scope, observation, page, token, walked });
        Object.assign(tour, { page: page + 1, hasTraces: true });
      }
      for (const hash of walked) tour.walked.add(hash.toString('hex'));
      if (isStopped) return 'stopped';
      look.advance(nextToken);
    }
    return 'walked';
  }

  /** The hashes of those whose walks have ended; fewer than all when the work is to be given back. */
  private async walk(context: AccountSyncContext, place: PlacedScope, models: ScopeModel[], tour: Tour) {
    const walked: Buffer[] = [];
    const queue = models.values();
    const lane = async (): Promise<void> => {
      for (const model of queue) {
        if (context.turn.isOver) return;
        const scope = { ...place.scope, model };
        const listing = { ...place.listing, model: model.value };
        const end = await this.walkScope.run(context, { ...place, scope, listing });
        if (end === 'stopped') return;
        tour.hasTraces ||= end.items > 0 || end.outcome.state !== 'complete';
        walked.push(model.hash);
      }
    };
    const lanes = Array.from({ length: MODELS_AT_ONCE }, lane);
    // All have ended before anything else is written.
    const failed = (await Promise.allSettled(lanes)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return walked;
  }

  private async end(
    { tenantId, fence, knownScopes }: AccountSyncContext,
    { cell, scope, look: { begunAt } }: PlacedScope,
    { tour, areNamed }: { tour: Tour; areNamed: boolean },
  ): Promise<ModelTotals> {
    const { look, observation, isFresh, hasTraces } = tour;
    if (!hasTraces && knownScopes.of(cell).length === 0) return { items: 0, incomplete: 0, first: null };
    const areAll = look.missed ? false : areNamed ? null : true;
    const met = [...look.met.values()];
    return this.ledger.end(tenantId, fence, { scope, observation, begunAt, isFresh, met, areAll });
  }
}

function afresh(find: (token: string | null) => Promise<ModelPage>, { look: { observation } }: PlacedScope) {
  return { look: new ModelLook(find, null), observation, isFresh: true };
}

export function outcomeOf(look: ModelLook, { incomplete: count, first }: Omit<ModelTotals, 'items'>): Outcome {
  if (look.missed) {
    const outcome = incomplete(new AwsCallFailed(look.missed)) as Extract<Outcome, { state: 'incomplete' }>;
    return { ...outcome, detail: `Not every resource model is known. ${outcome.detail}` };
  }
  if (!first) return { state: 'complete' };
  const detail = `${count} of ${look.met.size} resource models, ${canonicalJson(first.model)} for one: ${first.outcome.detail}`;
  return { ...first.outcome, detail };
}
