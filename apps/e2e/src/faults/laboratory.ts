import type { INestApplicationContext } from '@nestjs/common';
import { AccountSyncStore, LeaseTerms, MappingStore, SyncStore, TenantDatabase } from '@longshore/database';
import { OpenSync, RepairSyncs, RunAccountSync } from '@longshore/sync';
import type { FaultRig } from './fault-rig.js';
import { strikeLives } from './life.js';
import { createTestWorker, type Plants } from './test-worker.js';

/** Renewed often, so that a worker that stood still soon learns what it has lost. */
const LEASE = new LeaseTerms(45, 1, 20, 15);

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
    const wiring = { strike: strikeLives, plants, lease, maxConnections: 20, takesJobs: false };
    return new Laboratory(rig, await createTestWorker(rig.config, wiring));
  }

  close(): Promise<void> {
    return this.worker.close();
  }
}
