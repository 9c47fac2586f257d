import type {
  AccountSyncStore,
  IntendedResource,
  PageLedger,
  SettlementLedger,
  TenantDatabase,
} from '@longshore/database';
import {
  AwsCallFailed,
  DomainError,
  type Catalog,
  type IncompleteReason,
  type JsonObject,
  type ResourceSource,
  type TenantId,
} from '@longshore/domain';
import type { Point } from './calls.js';
import { SLOTS, type Slot } from './estate-model.js';
import type { Fate } from './life.js';
import { planted } from './plant.js';
import type { AwsFault, PortFaultOf, Step } from './schedule.js';
import type { Plants } from './test-worker.js';

const GROUP = SLOTS.find(({ kind, number }) => kind === 'groups' && number === 0) as Slot;

/** A listing that AWS refuses for this reason ends as if there were no more of it. */
const endsWhen = (source: ResourceSource, reason: IncompleteReason): ResourceSource =>
  planted(source, {
    page: (...call) => source.page(...call).catch(unless(reason, { resources: [], nextToken: null })),
    read: (...call) => source.read(...call).catch(unless(reason, null)),
  });

const unless =
  <Answer>(reason: IncompleteReason, answer: Answer) =>
  (error: unknown): Answer => {
    if (error instanceof AwsCallFailed && error.failure.reason === reason) return answer;
    throw error;
  };

/** A step of which only this is told. */
const step = (told: Partial<Step>): Step => ({
  changes: [],
  kinds: ['logs', 'groups'],
  isLater: true,
  faults: [],
  fates: [],
  ...told,
});
const aws = (what: AwsFault['what']): AwsFault => ({
  of: 'AWS',
  what,
  slot: GROUP,
  isLate: true,
  meetsReads: true,
  isPassing: false,
  syncs: 1,
});
const port = (what: PortFaultOf['what']): PortFaultOf => ({ of: 'Port', what, times: 10 });
const changed: Step['changes'] = [{ slot: GROUP, state: 'v2' }];
const standsStill = (at: Point): Fate => ({ ...at, nth: 1, what: 'stands still' });

export interface PlantedBug {
  plants: Plants;
  /** A schedule that finds it out; random ones do too. */
  schedule: Step[];
}

/** Engines with one mistake each, by what it is. */
export const PLANTED_BUGS: { [name: string]: PlantedBug } = {
  'denied counted as empty': {
    plants: { ResourceSource: (source: ResourceSource) => endsWhen(source, 'denied') },
    schedule: [step({ faults: [aws('denied')] })],
  },
  'throttle counted as end of list': {
    plants: { ResourceSource: (source: ResourceSource) => endsWhen(source, 'throttled') },
    schedule: [step({ faults: [aws('throttled')] })],
  },
  'fence off': {
    plants: { PageLedger: (pages: PageLedger) => planted(pages, unfenced(pages)) },
    schedule: [step({ changes: changed, fates: [standsStill({ step: 'intend', when: 'before' })] })],
  },
  'intent skipped': {
    plants: { PageLedger: (pages: PageLedger) => planted(pages, confirmedAtOnce(pages)) },
    schedule: [step({ changes: changed, faults: [port('upsert 500')] })],
  },
  'brake off': {
    plants: {
      SettlementLedger: (ledger: SettlementLedger) =>
        planted(ledger, {
          unsettled: async (...call) => (await ledger.unsettled(...call)).map((scope) => ({ ...scope, candidates: 0 })),
        }),
    },
    schedule: [step({ changes: [{ empty: GROUP }] })],
  },
  'twin not aborted': {
    plants: {
      AccountSyncStore: (store: AccountSyncStore) =>
        planted(store, { renew: async (...call) => (await store.renew(...call)) ?? { isCancelled: false } }),
    },
    schedule: [step({ changes: changed, fates: [standsStill({ step: 'intend', when: 'after' })] })],
  },
  'first strike deletes': {
    plants: {
      SettlementLedger: (ledger: SettlementLedger) =>
        planted(ledger, {
          absent: async (...call) =>
            (await ledger.absent(...call)).map((resource) => ({ ...resource, isSecondStrike: true })),
        }),
    },
    schedule: [step({ faults: [aws('reads denied'), { ...aws('truncated'), isLate: false }] })],
  },
  'failed upsert counted as confirmed': {
    plants: { Catalog: (catalog: Catalog) => planted(catalog, { upsert: believing(catalog) }) },
    schedule: [step({ changes: changed, faults: [port('upsert 500')] })],
  },
  'failed deletion counted as done': {
    plants: {
      Catalog: (catalog: Catalog) =>
        planted(catalog, {
          delete: (access, batch, signal) => catalog.delete(access, batch, signal).catch(ours(() => batch.identifiers)),
        }),
    },
    schedule: [step({ changes: [{ slot: GROUP, state: 'gone' }], faults: [port('delete 500')] })],
  },
  'orphaned scope deleted': {
    plants: { SettlementLedger: (ledger: SettlementLedger) => planted(ledger, emptyingOrphans(ledger)) },
    schedule: [step({ kinds: ['logs'] })],
  },
};

/** The same ledger, which takes whatever fence the account sync has now for the writer's. */
function unfenced(pages: PageLedger): Partial<PageLedger> {
  return {
    intend: async (tenantId, intent) => {
      const [row] = await rowsOf(pages, tenantId, 'select fence::text as fence from app.account_sync where id = $1', [
        intent.accountSyncId,
      ]);
      return pages.intend(tenantId, { ...intent, fence: String(row?.['fence']) });
    },
  };
}

/** The same ledger, which takes everything for stored in Port that it is about to be asked to store. */
function confirmedAtOnce(pages: PageLedger): Partial<PageLedger> {
  return {
    intend: async (tenantId, intent) => {
      const pushes = await pages.intend(tenantId, intent);
      const confirmed = pushes.map(({ resource, claim, ...push }) => {
        const { key, claims } = intent.resources[resource] as IntendedResource;
        const { entry, bodyHash } = claims[claim] as IntendedResource['claims'][number];
        return { ...push, key, entry, bodyHash };
      });
      await pages.confirm(tenantId, intent, confirmed);
      return pushes;
    },
  };
}

function believing(catalog: Catalog): Catalog['upsert'] {
  return async (access, batch, signal) => {
    const verdicts = await catalog.upsert(access, batch, signal).catch(ours(() => []));
    return batch.entities.map((_, index) =>
      verdicts[index]?.state === 'created' ? { state: 'created' } : { state: 'updated' },
    );
  };
}

/** The same ledger, in which a scope that no plan lists any more holds nothing that is still made. */
function emptyingOrphans(ledger: SettlementLedger): Partial<SettlementLedger> {
  const orphans: { region: string; kind: string }[] = [];
  const left = `s.tenant_id = $1 and s.account_id = $2
    and not exists (select from unnest($3::text[], $4::text[]) as p (region, kind) where p.region = s.region and p.kind = s.kind)`;
  return {
    orphan: async (tenantId, fence, accountId, planned) => {
      const values = [tenantId, accountId, planned.map(({ region }) => region), planned.map(({ kind }) => kind)];
      const unmap = `update hot.claim c set unmapped = true from hot.scope s where c.tenant_id = s.tenant_id and c.scope_id = s.id and ${left}`;
      await rowsOf(ledger, tenantId, unmap, values);
      const rows = await rowsOf(ledger, tenantId, `select s.region, s.kind from hot.scope s where ${left}`, values);
      orphans.push(...rows.map(({ region, kind }) => ({ region: String(region), kind: String(kind) })));
      return ledger.orphan(tenantId, fence, accountId, planned);
    },
    unsettled: (tenantId, accountId, scopes) => ledger.unsettled(tenantId, accountId, [...scopes, ...orphans]),
  };
}

/** A statement on the database of a store. */
function rowsOf(store: object, tenantId: TenantId, sql: string, values: unknown[]): Promise<JsonObject[]> {
  const { database } = store as { database: TenantDatabase };
  return database.transaction(tenantId, (transaction) => transaction.rows<JsonObject>(sql, values));
}

/** What is no failure of a call passes. */
const ours =
  <Answer>(answer: () => Answer) =>
  (error: unknown): Answer => {
    if (error instanceof DomainError) return answer();
    throw error;
  };
