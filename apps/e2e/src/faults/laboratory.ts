import type { INestApplicationContext } from '@nestjs/common';
import { AccountSyncStore, LeaseTerms, MappingStore, SyncStore, TenantDatabase } from '@longshore/database';
import type { AccountSyncJob } from '@longshore/domain';
import { DispatchAccountSyncs, OpenSync, RepairSyncs, RunAccountSync } from '@longshore/sync';
import type { FaultRig } from './fault-rig.js';
import { JobDesk } from './job-desk.js';
import { strikeLives, type Life } from './life.js';
import { createTestWorker, type Plants } from './test-worker.js';

/** Renewed often, so that a worker that stood still soon learns what it has lost. */
const LEASE = new LeaseTerms(45, 1, 20, 15);

const NEVER = new AbortController().signal;

/** The use cases of a worker and of a scheduler in this process, on the real stores, towards stand-ins over HTTP. */
export class Laboratory {
  readonly openSync: OpenSync;
  readonly runAccountSync: RunAccountSync;
  readonly repairSyncs: RepairSyncs;
  readonly syncs: SyncStore;
  readonly mappings: MappingStore;
  readonly accountSyncs: AccountSyncStore;
  readonly database: TenantDatabase;

  private constructor(
    readonly rig: FaultRig,
    private readonly worker: INestApplicationContext,
    private readonly desk: JobDesk | undefined,
  ) {
    this.openSync = worker.get(OpenSync);
    this.runAccountSync = worker.get(RunAccountSync);
    this.repairSyncs = worker.get(RepairSyncs);
    this.syncs = worker.get(SyncStore);
    this.mappings = worker.get(MappingStore, { strict: false });
    this.accountSyncs = worker.get(AccountSyncStore);
    this.database = worker.get(TenantDatabase, { strict: false });
  }

  /** `plants`: what replaces a store or a port. */
  static async open(rig: FaultRig, plants: Plants = {}, lease = LEASE): Promise<Laboratory> {
    const desk = rig.hasQueue ? new JobDesk() : undefined;
    const worker = await createTestWorker(rig.config, { strike: strikeLives, plants, lease, maxConnections: 20, desk });
    return new Laboratory(rig, worker, desk);
  }

  /** One life of a worker on an account sync; with a queue it begins when its job is delivered. */
  async carryOut(job: AccountSyncJob, life: Life): Promise<void> {
    const work = (taken: AccountSyncJob): Promise<void> =>
      life.live(() => this.runAccountSync.run(taken, 'worker', NEVER));
    if (!this.desk) return work(job);
    const done = this.desk.expect(job.accountSyncId, work);
    await this.worker.get(DispatchAccountSyncs).run();
    return done;
  }

  close(): Promise<void> {
    return this.worker.close();
  }
}
