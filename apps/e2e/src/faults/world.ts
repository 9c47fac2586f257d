import { setTimeout as delay } from 'node:timers/promises';
import type { AccountSyncId, AccountSyncJob, SyncId, TenantId } from '@longshore/domain';
import type { SyncRow } from '@longshore/database';
import { EstateModel, mappingOf, type KindName } from './estate-model.js';
import type { RiggedTenant } from './fault-rig.js';
import type { Laboratory } from './laboratory.js';
import { Fates, Life, type Fate } from './life.js';
import type { EntityChange } from './port-watch.js';

/** A worker that vanishes is followed by another one; nothing needs more of them than this. */
const MAX_ROUNDS = 20;
const NEVER = new AbortController().signal;

export interface Worked {
  sync: SyncRow;
  violations: string[];
}

/** One tenant with two accounts, and the syncs of its integration. */
export class World {
  readonly estate: EstateModel;
  kinds: readonly KindName[] = [];
  private seen = 0;

  private constructor(
    private readonly laboratory: Laboratory,
    readonly tenant: RiggedTenant,
  ) {
    this.estate = new EstateModel(laboratory.rig.aws.estate, tenant.awsAccountIds);
  }

  /** Accounts beyond the second are empty at first. */
  static async start(laboratory: Laboratory, accounts = 2): Promise<World> {
    const world = new World(laboratory, await laboratory.rig.tenant(accounts));
    await world.map(['logs', 'groups']);
    return world;
  }

  get id(): TenantId {
    return this.tenant.id;
  }

  async map(kinds: readonly KindName[]): Promise<void> {
    if (kinds.join() === this.kinds.join()) return;
    await this.tenant.caller.put('/v1/integrations/aws/mapping', mappingOf(kinds));
    this.kinds = kinds;
  }

  /** As if so much time had passed since the last sync. */
  async later(minutes: number): Promise<void> {
    await this.change(
      `update hot.resource set absent_at = absent_at - make_interval(mins => $2) where tenant_id = $1`,
      [minutes],
    );
  }

  /** One sync to its end, by as many workers as it takes; and what went wrong with them. */
  async sync(fates: Fate[] = []): Promise<Worked> {
    const { id } = await this.laboratory.openSync.run(this.id, 'aws', { trigger: 'api' });
    return this.carryOut(id, fates);
  }

  /** The same for a sync that somebody has opened already; undefined when there is none. */
  async openSync(): Promise<Worked | undefined> {
    const rows = await this.laboratory.database.transaction(this.id, (transaction) =>
      transaction.rows<{ id: SyncId }>('select id from app.sync where tenant_id = $1 and closed_at is null', [this.id]),
    );
    return rows[0] && this.carryOut(rows[0].id, []);
  }

  private async carryOut(id: SyncId, fates: Fate[]): Promise<Worked> {
    const { accountSyncs, repairSyncs, syncs } = this.laboratory;
    const violations: string[] = [];
    const open = new Fates(fates);
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const rows = await accountSyncs.ofSync(this.id, id);
      const waiting = rows.filter(({ state }) => state !== 'done');
      violations.push(...(await Promise.all(waiting.map((row) => this.work(row.id, new Life(open))))).flat());
      const sync = await syncs.get(this.id, id);
      if (sync?.closedAt) return { sync, violations };
      await this.expireLeases();
      await repairSyncs.run();
      const repaired = await syncs.get(this.id, id);
      if (repaired?.closedAt) return { sync: repaired, violations };
    }
    throw new Error(`sync ${id} does not end`);
  }

  /** Opens a sync whose work somebody else does. */
  async open(): Promise<{ id: SyncId; jobs: AccountSyncJob[] }> {
    const { openSync, accountSyncs } = this.laboratory;
    const { id } = await openSync.run(this.id, 'aws', { trigger: 'api' });
    const rows = await accountSyncs.ofSync(this.id, id);
    return { id, jobs: rows.map((row) => ({ v: 1, tenantId: this.id, accountSyncId: row.id })) };
  }

  /** What a scheduler and a worker do in one round: as much as leases let them. */
  async carryOn(id: SyncId): Promise<SyncRow> {
    const { runAccountSync, accountSyncs, repairSyncs, syncs } = this.laboratory;
    await repairSyncs.run();
    for (const { id: accountSyncId } of await accountSyncs.ofSync(this.id, id))
      await runAccountSync.run({ v: 1, tenantId: this.id, accountSyncId }, 'follower', NEVER);
    return (await syncs.get(this.id, id)) as SyncRow;
  }

  /** A person lets go of everything that is held; how much that was. */
  async approveHolds(): Promise<number> {
    const deletions = '/v1/integrations/aws/deletions';
    const { data } = await this.tenant.caller.get<{ data: { id: string; state: string }[] }>(`${deletions}/holds`);
    const open = data.filter(({ state }) => state === 'open');
    for (const { id } of open) await this.tenant.caller.post(`${deletions}/${id}/approval`);
    return open.length;
  }

  /** What a sync says that it has read to the end. */
  async listings({ id }: SyncRow): Promise<{ accountId: string; region: string; kind: string }[]> {
    const page = `/v1/syncs/${id}/scopes?state=complete&limit=100`;
    return (await this.tenant.caller.get<{ data: { accountId: string; region: string; kind: string }[] }>(page)).data;
  }

  /** What was written to Port since the last time of asking. */
  async portChanges(): Promise<readonly EntityChange[]> {
    const all = await this.laboratory.rig.port.entityChanges(this.tenant.organizationId);
    const news = all.slice(this.seen);
    this.seen = all.length;
    return news;
  }

  /** What Port has, by name. */
  readonly entities = () => this.laboratory.rig.port.entities(this.tenant.organizationId);

  private async work(accountSyncId: AccountSyncId, life: Life): Promise<string[]> {
    const job = { v: 1 as const, tenantId: this.id, accountSyncId };
    const ended = this.laboratory.carryOut(job, life).catch((error: unknown) => {
      if (!life.hasVanished) life.violations.push(`a worker failed: ${String(error)}`);
    });
    await Promise.race([ended, life.stoodStill.given.then(() => this.takeOver(accountSyncId, life, ended))]);
    await ended;
    return life.violations;
  }

  /** Another worker takes the work while this one stands still, and vanishes; then this one wakes up. */
  private async takeOver(accountSyncId: AccountSyncId, life: Life, ended: Promise<void>): Promise<void> {
    // Its other walks go on to their end.
    while (!life.isStill) await delay(20);
    let isTaken = false;
    for (let tries = 0; tries < 10 && !isTaken; tries += 1) {
      // It may renew its lease in between.
      await this.expireLeases(accountSyncId);
      isTaken = (await this.laboratory.accountSyncs.claim(this.id, accountSyncId, 'twin')) !== undefined;
    }
    if (isTaken && !life.hasVanished) {
      life.supersede();
      if (life.isRenewing) await Promise.race([life.learned.given, ended]);
      // The renewal's answer has to reach the lease.
      await delay(10);
    }
    life.wake();
  }

  /** As if an hour had passed since a worker was last heard of, and since a job was queued that nobody has any more. */
  private async expireLeases(accountSyncId: AccountSyncId | null = null): Promise<void> {
    await this.change(
      `update app.account_sync set lease_until = case state when 'running' then now() - interval '1 hour' end,
         queued_at = queued_at - interval '1 hour'
       where tenant_id = $1 and state in ('ready', 'running') and ($2::uuid is null or id = $2)`,
      [accountSyncId],
    );
  }

  async integrationId() {
    const rows = await this.laboratory.database.transaction(this.id, (transaction) =>
      transaction.rows<{ id: never }>('select id from app.integration where tenant_id = $1', [this.id]),
    );
    return rows[0]?.id as never;
  }

  private async change(sql: string, values: unknown[]): Promise<void> {
    await this.laboratory.database.transaction(this.id, (transaction) => transaction.count(sql, [this.id, ...values]));
  }
}
