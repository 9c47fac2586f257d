import { Injectable } from '@nestjs/common';
import { AwsCallFailed, ResourceSource, type Outcome } from '@longshore/domain';
import { DryLedger } from '@longshore/database';
import type { AccountSyncContext } from '../run/account-sync-context.js';
import { assertProven, checkedPage, incomplete } from '../run/listing-faults.js';
import { DryPage, type DryPlace } from './dry-page.js';

/** As often as a real walk starts anew when AWS no longer knows its page token. */
const MAX_WALKS = 3;

/** Lists one scope to its end page by page, or says why it could not; only in memory. */
@Injectable()
export class DryScope {
  constructor(
    private readonly source: ResourceSource,
    private readonly ledger: DryLedger,
    private readonly page: DryPage,
  ) {}

  async run(context: AccountSyncContext, place: DryPlace): Promise<Outcome | 'stopped'> {
    const seen = new Set<string>();
    const outcome = await this.attempt(context, place, seen, 1);
    if (outcome !== 'stopped' && outcome.state === 'complete') await this.complete(context, place, seen);
    place.draft.forget(seen);
    return outcome;
  }

  private async attempt(
    context: AccountSyncContext,
    place: DryPlace,
    seen: Set<string>,
    attempt: number,
  ): Promise<Outcome | 'stopped'> {
    try {
      return await this.walk(context, place, seen);
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || context.lease.signal.aborted) throw error;
      place.tally.take(error.effort);
      if (error.failure.isTokenExpired && attempt < MAX_WALKS) return this.attempt(context, place, seen, attempt + 1);
      return incomplete(error);
    }
  }

  private async walk(context: AccountSyncContext, place: DryPlace, seen: Set<string>): Promise<Outcome | 'stopped'> {
    const { account, lease, digest, turn, progress } = context;
    const tokens = new Set<string>();
    for (let token: string | null = null; ; ) {
      if (turn.mustEnd) return 'stopped';
      const listed = await this.source.page(account, place.listing, token, lease.signal);
      place.tally.listed(listed);
      assertProven(listed, context.knownScopes.isFilled(place.scope, place.scope.model?.hash));
      const { resources, nextToken } = checkedPage(listed, tokens, digest);
      // What an earlier attempt has seen is planned already.
      const fresh = resources
        .map((resource) => ({ resource, key: digest(resource.identifier) }))
        .filter(({ key }) => !seen.has(key.toString('latin1')));
      await this.page.run(context, place, {
        resources: fresh.map(({ resource }) => resource),
        keys: fresh.map(({ key }) => key),
      });
      place.items += fresh.length;
      for (const { key } of fresh) place.draft.remember(seen, key.toString('latin1'));
      await progress.advanced();
      if (nextToken === null) return { state: 'complete' };
      token = nextToken;
    }
  }

  private async complete(context: AccountSyncContext, place: DryPlace, seen: ReadonlySet<string>): Promise<void> {
    const { draft, cell, scope, unmapped } = place;
    const name = `${cell.kind} ${cell.region}`;
    draft.listed.set(name, (draft.listed.get(name) ?? 0) + place.items);
    if (draft.isCut || !context.knownScopes.has(cell, scope.model?.hash)) return;
    const listed = Buffer.from([...seen].join(''), 'latin1');
    const { observation } = draft.look;
    draft.dying.unmapped.push(...unmapped);
    for (const absent of await this.ledger.missing(context.tenantId, scope, { observation, listed }))
      draft.dying.absent.push(absent);
  }
}
