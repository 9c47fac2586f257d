import { CellSet, cellsOf, type AccountPlan, type SyncId } from '@longshore/domain';
import { KINDS, SLOTS, type Slot } from './estate-model.js';
import type { Laboratory } from './laboratory.js';
import type { World } from './world.js';

/** Of one listing, in pages. */
export interface ListingPages {
  place: string;
  /** All that AWS has. */
  all: number;
  /** Those that the database has as read, so that nobody is to read them again. */
  recorded: number;
  /** How many workers have won the lease of its account sync so far. */
  winners: number;
}

interface RecordedRow {
  awsAccountId: string;
  winners: number;
  state: string;
  plan: AccountPlan | null;
  done: Buffer;
  checkpoints: { region: string; kind: string; pages: number }[];
}

const RECORDED = `
  select c.aws_account_id as "awsAccountId", a.fence::int as winners, a.state, a.plan, a.done, coalesce((
    select json_agg(json_build_object('region', s.region, 'kind', s.kind, 'pages', p.page + 1))
    from hot.checkpoint p join hot.scope s on s.tenant_id = p.tenant_id and s.id = p.scope_id
    where p.tenant_id = a.tenant_id and p.account_sync_id = a.id), '[]') as checkpoints
  from app.account_sync a join app.account c on c.tenant_id = a.tenant_id and c.id = a.account_id
  where a.tenant_id = $1 and a.sync_id = $2`;

const placesOf = ({ estate }: World): { slot: Slot; account: string; place: string }[] =>
  SLOTS.filter(({ number }) => number === 0).map((slot) => {
    const account = estate.accountOf(slot);
    return { slot, account, place: placeOf(account, slot.region, KINDS[slot.kind]) };
  });

const placeOf = (account: string, region: string, kind: string): string => `${account} ${region} ${kind}`;

/** What a sync has left to read, by what its last worker has written. */
export async function listingPages({ database }: Laboratory, world: World, syncId: SyncId): Promise<ListingPages[]> {
  const rows = await database.transaction(world.id, (transaction) =>
    transaction.rows<RecordedRow>(RECORDED, [world.id, syncId]),
  );
  const recorded = new Map<string, number>();
  const record = (place: string, pages: number): void =>
    void recorded.set(place, Math.max(recorded.get(place) ?? 0, pages));
  for (const { awsAccountId, state, plan, done, checkpoints } of rows) {
    const ended = CellSet.from(done);
    for (const { region, kind, pages } of checkpoints) record(placeOf(awsAccountId, region, kind), pages);
    for (const { number, region, kind } of plan ? cellsOf(plan) : [])
      if (state === 'done' || ended.has(number)) record(placeOf(awsAccountId, region, kind), Infinity);
  }
  return placesOf(world).map(({ slot, account, place }) => {
    const all = world.estate.pagesOf(slot);
    const winners = rows.find(({ awsAccountId }) => awsAccountId === account)?.winners ?? 0;
    return { place, all, recorded: Math.min(all, recorded.get(place) ?? 0), winners };
  });
}

/** How often AWS was asked for a page of each listing, since it was last asked to forget. */
export function pagesRead({ rig }: Laboratory, world: World): Map<string, number> {
  const listings = placesOf(world).map(({ slot, account, place }): [string, number] => {
    const listing = { accountId: account, region: slot.region, kind: KINDS[slot.kind] };
    return [place, rig.aws.calls.total({ ...listing, service: 'cloudcontrol', operation: 'ListResources' })];
  });
  return new Map(listings);
}
