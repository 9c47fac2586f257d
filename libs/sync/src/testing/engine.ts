import { createHash } from 'node:crypto';
import {
  Mapper,
  parseMapping,
  PortConnections,
  SecretBox,
  type AccountSyncId,
  type MappedEntity,
  type EntryProgram,
  type JsonObject,
  type MappedItem,
  type PortAccess,
  type TenantId,
} from '@longshore/domain';
import * as database from '@longshore/database';
import { LedgerFixture } from '@longshore/database/testing';
import { CatalogPreparation } from '../catalog-preparation.js';
import { CloseSync } from '../close-sync.js';
import { DryAccountSync, DryStores, DryWalks } from '../dry-run/dry-account-sync.js';
import { DryModels } from '../dry-run/dry-models.js';
import { DryPage } from '../dry-run/dry-page.js';
import { DryScope } from '../dry-run/dry-scope.js';
import { PlanDeletions } from '../dry-run/plan-deletions.js';
import { EffectiveSwitches } from '../effective-switches.js';
import { ReportToPort } from '../report-to-port.js';
import { ExampleSources, SendExamples } from '../send-examples.js';
import { AttemptAccountSync } from '../run/attempt-account-sync.js';
import { CarryOut } from '../run/carry-out.js';
import { CheckpointPace } from '../run/checkpoint-pace.js';
import { ConfirmAbsence } from '../run/confirm-absence.js';
import { ContextStores, MappingStores, PushLedgers } from '../run/context-stores.js';
import { DeleteEntities } from '../run/delete-entities.js';
import { KeepRaw } from '../run/keep-raw.js';
import { OpenContext } from '../run/open-context.js';
import { PlanAccountSync } from '../run/plan-account-sync.js';
import { PrepareAccount } from '../run/prepare-account.js';
import { ProcessPage } from '../run/process-page.js';
import { RetryUnmetRelations } from '../run/retry-unmet-relations.js';
import { RunAccountSync } from '../run/run-account-sync.js';
import { RunStores } from '../run/run-stores.js';
import { SettlementLedgers } from '../run/settlement-ledgers.js';
import { SettleAccount } from '../run/settle-account.js';
import { Turns } from '../run/turns.js';
import { WalkAccount } from '../run/walk-account.js';
import { WalkModels } from '../run/walk-models.js';
import { WalkScope } from '../run/walk-scope.js';
import { MemoryAws, MemoryModels, MemoryRegions, MemorySessions } from './memory-aws.js';
import { MemoryPort } from './memory-port.js';

/**
 * Makes a `thing` of every resource whose properties do not say `hidden`, related to what they say `to`; fails for those that say
 * `broken`. Resources that say `seeks` are for the entries that search: they write to the thing of that `name`.
 */
class PlainMapper extends Mapper {
  readonly build = 'plain/1';
  runs = 0;

  override async check(expression: string): Promise<{ ok: true; isCacheable: boolean }> {
    return { ok: true, isCacheable: !/\bnow\b/.test(expression) };
  }

  /** What a title of `now` becomes; any other title is what the program says. */
  time = 0;

  override async map(_tenantId: TenantId, program: EntryProgram, items: JsonObject[]): Promise<MappedItem[]> {
    this.runs += items.length;
    const expression = program.entities[0]?.title;
    const titled = expression === undefined ? {} : { title: expression === 'now' ? String(this.time) : expression };
    return items.map((item): MappedItem => {
      const properties = item['Properties'] as JsonObject;
      if (properties['broken']) return { state: 'failed', detail: 'broken' };
      const seeks = properties['seeks'];
      const isSeeking = typeof program.entities[0]?.identifier !== 'string';
      if (properties['hidden'] || isSeeking !== (seeks !== undefined)) return { state: 'filtered' };
      const relations = properties['to'] === undefined ? {} : { to: properties['to'] };
      const search = { combinator: 'and' as const, rules: [{ property: 'name', operator: '=', value: seeks ?? null }] };
      const identifier = isSeeking ? search : String(item['Identifier']);
      const entity = { identifier, blueprint: 'thing', ...titled, properties, relations } as MappedEntity;
      return { state: 'mapped', entities: [entity], warnings: [] };
    });
  }
}

/** Seals nothing: what is sealed here is for nobody else. */
export class OpenBox extends SecretBox {
  override async seal(_tenantId: TenantId, _purpose: string, plaintext: Buffer): Promise<Buffer> {
    return plaintext;
  }

  override async open(_tenantId: TenantId, _purpose: string, ciphertext: Buffer): Promise<Buffer> {
    return ciphertext;
  }

  override async digester(): Promise<(text: string) => Buffer> {
    return (text) => createHash('sha256').update(text).digest().subarray(0, 16);
  }
}

export class FixedConnections extends PortConnections {
  constructor(private readonly port: MemoryPort) {
    super();
  }

  override async open(): Promise<PortAccess> {
    return this.port.access;
  }
}

class NothingToPrepare extends CatalogPreparation {
  override async prepare(): Promise<void> {
    return undefined;
  }
}

/** Checkpoints by the number of pages instead of by time. */
class PageCount extends CheckpointPace {
  every = 1;

  override begin(): () => boolean {
    let pages = 0;
    return () => (pages += 1) % this.every === 0;
  }
}

/** The engine on a real database, between an AWS account and a Port catalog in memory. */
export class Engine {
  readonly aws = new MemoryAws();
  readonly models = new MemoryModels(this.aws);
  readonly port = new MemoryPort();
  readonly mapper = new PlainMapper();
  readonly checkpoints = new PageCount();
  private mappingNo = 1;
  private readonly worker: RunAccountSync;

  private constructor(
    readonly ledger: LedgerFixture,
    readonly tenantId: TenantId,
    readonly accounts: database.AccountRow[],
  ) {
    this.worker = this.assemble();
  }

  /** With a new tenant, whose mapping reads one kind; its document may be given. */
  static async open(ledger: LedgerFixture, document: JsonObject = {}, count = 1): Promise<Engine> {
    const tenantId = await ledger.stores.tenant();
    const accounts = await ledger.accounts(tenantId, count);
    const engine = new Engine(ledger, tenantId, accounts);
    await engine.remap({ identifier: '.Identifier', blueprint: '"thing"' }, document);
    return engine;
  }

  /** Gives the mapping a new version, for the syncs to come. */
  async remap(mappings: JsonObject, document: JsonObject = {}): Promise<void> {
    const [account] = this.accounts;
    if (!account) throw new Error('no account');
    const resources = [{ kind: 'AWS::SQS::Queue', selector: { query: 'true' }, port: { entity: { mappings } } }];
    const parsed = parseMapping({ resources, ...document }) as unknown as JsonObject;
    const mapping = { source: '', document: parsed, entries: [], actor: 'test' };
    const store = new database.MappingStore(this.ledger.stores.tenants);
    this.mappingNo = (await store.append(this.tenantId, account.integrationId, mapping)).no;
  }

  /** One sync to its end, by as many workers as it takes, each with its own signal to stop; `meanwhile` is run once it is open. */
  async sync(
    stopping: () => AbortSignal = () => new AbortController().signal,
    meanwhile = 'select 1',
    dryRun = false,
  ): Promise<database.SyncRow> {
    const { id } = await this.openSync(dryRun);
    await this.rows(meanwhile);
    for (let workers = 0; workers < 20; workers += 1) {
      await this.work(id, stopping());
      const sync = await this.ledger.syncs.get(this.tenantId, id);
      if (sync?.closedAt) return sync;
      await this.rows(`update app.account_sync set lease_until = now() - interval '1 hour' where state = 'running'`);
    }
    throw new Error('the sync does not end');
  }

  openSync(dryRun = false): Promise<database.SyncRow> {
    return this.ledger.openSync(this.tenantId, this.accounts, this.mappingNo, dryRun);
  }

  /** One worker's turn at one account. */
  workOn(accountSyncId: AccountSyncId): Promise<void> {
    return this.worker.run({ v: 1, tenantId: this.tenantId, accountSyncId }, 'worker', new AbortController().signal);
  }

  /** The same, but only planned. */
  async drySync(stopping?: () => AbortSignal): Promise<database.SyncRow> {
    return this.sync(stopping, undefined, true);
  }

  /** One worker's part of a sync; what it dies of is not told. */
  private async work(syncId: database.SyncRow['id'], stopping: AbortSignal): Promise<void> {
    const accountSyncs = await this.ledger.accountSyncs.ofSync(this.tenantId, syncId);
    const waiting = accountSyncs.find(({ state }) => state !== 'done');
    if (!waiting) throw new Error('no account sync');
    const job = { v: 1 as const, tenantId: this.tenantId, accountSyncId: waiting.id };
    await this.worker.run(job, 'worker', stopping).catch((error: unknown) => {
      if (!(error instanceof WorkerKilled)) throw error;
    });
  }

  rows(sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.ledger.rows(this.tenantId, sql, values);
  }

  private assemble(): RunAccountSync {
    const { aws, port, mapper, ledger, checkpoints, models } = this;
    const { database: pool, stores: fixture, accountSyncs, syncs, pages, walks } = ledger;
    const secrets = new OpenBox();
    const connections = new FixedConnections(port);
    const accounts = new database.AccountStore(fixture.tenants);
    const failures = new database.FailureLedger(pool);
    const settlement = new database.SettlementLedger(pool);
    const deletions = new database.DeletionLedger(pool);
    const mappings = new database.MappingStore(fixture.tenants);
    const events = new database.SyncEventStore(pool);
    const switches = new EffectiveSwitches(new database.SwitchStore(pool));
    const contexts = new ContextStores(
      new MappingStores(
        mappings,
        new database.OwnKindStore(fixture.tenants),
        new database.KindReadings(fixture.tenants, ledger.system),
      ),
      accountSyncs,
      events,
      new PushLedgers(walks, pages, failures, new database.FindingLedger(pool)),
    );
    const plan = new PlanAccountSync(new MemorySessions(), new MemoryRegions(aws), accounts, accountSyncs);
    const slots = new database.KindSlotStore(pool, database.LEASE);
    const runStores = new RunStores(accountSyncs, syncs, accounts, slots);
    const dry = new database.DryLedger(pool);
    const confirmAbsence = new ConfirmAbsence(aws);
    const dryPage = new DryPage(dry, new database.ClaimLookUp(pool), mapper);
    const raws = new database.RawStore(pool);
    const resources = new database.RawResources(raws, secrets);
    const keepRaw = new KeepRaw(raws, resources);
    const walkScope = new WalkScope(aws, walks, new ProcessPage(pages, mapper, keepRaw), checkpoints);
    const dryScope = new DryScope(aws, dry, dryPage);
    const integrations = new database.IntegrationStore(fixture.tenants);
    const sources = new ExampleSources(mappings, resources, new database.ExampleStore(pool), secrets);
    const examples = new SendExamples(port, connections, sources, switches);
    return new RunAccountSync(
      runStores,
      new Turns(switches, new database.DispatchStore(ledger.system, pool, database.LEASE)),
      new AttemptAccountSync(
        runStores,
        new OpenContext(port, connections, secrets, contexts),
        new CarryOut(
          new PrepareAccount(plan, accounts, settlement, new NothingToPrepare()),
          new WalkAccount(walks, walkScope, new WalkModels(models, new database.ModelLedger(pool), walkScope), slots),
          new RetryUnmetRelations(failures, secrets, accountSyncs),
          new SettleAccount(
            new SettlementLedgers(settlement, new database.HoldLedger(pool), deletions),
            confirmAbsence,
            new DeleteEntities(port, deletions, secrets),
          ),
        ),
        new DryAccountSync(
          plan,
          new DryWalks(dryScope, new DryModels(models, dry, dryScope)),
          new PlanDeletions(dry, settlement, confirmAbsence),
          new DryStores(walks, new database.PlanStore(pool)),
        ),
      ),
      new CloseSync(syncs, integrations, new ReportToPort(port, connections), examples),
    );
  }
}

/** Thrown by a fault where the worker is to vanish. */
export class WorkerKilled extends Error {}
