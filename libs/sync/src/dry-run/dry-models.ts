import { Injectable } from '@nestjs/common';
import { ModelDirectory, type ModelPage, type Outcome } from '@longshore/domain';
import { DryLedger, type CellReport, type ModelTotals, type ScopeModel } from '@longshore/database';
import type { AccountSyncContext } from '../run/account-sync-context.js';
import { ModelLook, untilLooked } from '../run/model-look.js';
import { outcomeOf } from '../run/walk-models.js';
import type { DryPlace } from './dry-page.js';
import { DryScope } from './dry-scope.js';

/** How the listings by model ended, taken together. */
export type DryModelsEnd = { outcome: Outcome } & Required<Pick<CellReport, 'models'>>;

/** What a look and those before it have walked. */
interface DryTour {
  look: ModelLook;
  walked: Set<string>;
  totals: Omit<ModelTotals, 'items'>;
}

/** Lists a kind by resource models, one after the other; only in memory. */
@Injectable()
export class DryModels {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly ledger: DryLedger,
    private readonly scope: DryScope,
  ) {}

  async run(
    context: AccountSyncContext,
    place: DryPlace,
    models: ScopeModel[] | 'parents',
  ): Promise<DryModelsEnd | 'stopped'> {
    const find = (token: string | null) => this.find(context, place, models, token);
    const tour: DryTour = {
      look: new ModelLook(find, null),
      walked: new Set(),
      totals: { incomplete: 0, first: null },
    };
    const steps = {
      walk: () => this.look(context, place, tour),
      anew: () => {
        tour.look = new ModelLook(find, null);
      },
    };
    const { lease } = context;
    if ((await untilLooked(tour, { lease, tally: place.tally }, steps)) === 'stopped') return 'stopped';
    const { look, totals } = tour;
    if (!look.missed && models === 'parents') await this.gone(context, place, look);
    const found = { found: look.met.size, incomplete: totals.incomplete };
    return { outcome: outcomeOf(look, totals), models: found };
  }

  private async find(
    { account, lease }: AccountSyncContext,
    { listing, tally }: DryPlace,
    models: ScopeModel[] | 'parents',
    token: string | null,
  ): Promise<ModelPage> {
    if (models !== 'parents') return { models: models.map(({ value }) => value), nextToken: null };
    const page = await this.directory.page(account, listing, token, lease.signal);
    tally.take(page.effort);
    return page;
  }

  private async look(context: AccountSyncContext, place: DryPlace, tour: DryTour): Promise<'walked' | 'stopped'> {
    const { look, walked, totals } = tour;
    while (!look.isAtEnd) {
      const { models, nextToken } = await look.page();
      for (const model of models) {
        const name = model.hash.toString('hex');
        if (walked.has(name)) continue;
        const scope = { ...place.scope, model };
        const below: DryPlace = { ...place, scope, listing: { ...place.listing, model: model.value }, items: 0 };
        const outcome = await this.scope.run(context, below);
        if (outcome === 'stopped') return 'stopped';
        place.items += below.items;
        walked.add(name);
        if (outcome.state !== 'incomplete') continue;
        totals.incomplete += 1;
        totals.first ??= { model: model.value, outcome };
      }
      look.advance(nextToken);
    }
    return 'walked';
  }

  /** Parents that exist no more have taken all below them along. */
  private async gone(context: AccountSyncContext, { cell, scope, draft }: DryPlace, look: ModelLook): Promise<void> {
    if (draft.isCut) return;
    const others = context.knownScopes.of(cell).filter(({ model }) => model !== '' && !look.met.has(model));
    const { observation } = draft.look;
    for (const { model } of others) {
      const key = { ...scope, model: { hash: Buffer.from(model, 'hex'), value: {} } };
      const nothing = { observation, listed: Buffer.alloc(0) };
      for (const absent of await this.ledger.missing(context.tenantId, key, nothing)) draft.dying.absent.push(absent);
    }
  }
}
