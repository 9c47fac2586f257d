import type { Catalog, Entity, PortAccess, SoughtEntity, UpsertVerdict } from '@longshore/domain';
import type { Confirmation, Finding } from '@longshore/database';
import type { WritePolicy } from './account-sync-context.js';
import type { CellTally } from './cell-tally.js';
import type { Sized } from './intended-resource.js';
import { Semaphore } from './semaphore.js';

/** An entity on its way to Port, with what its confirmation needs. */
export interface MadeEntity extends Sized<Entity> {
  confirmation: Confirmation;
}

/** An entity that Port has to find, and who searches for it. */
export interface SearchedEntity extends Sized<SoughtEntity> {
  seeker: Omit<Finding, 'blueprint' | 'identifier'> & { awsId: string };
}

export type OutgoingEntity = (MadeEntity | SearchedEntity) & {
  /** Of the listing that it comes from; a retry at the end comes from none. */
  tally?: CellTally;
};

export type PushedEntity = OutgoingEntity & { verdict: UpsertVerdict };

/** Called after Port answered and before anybody who waits for the entities goes on. */
export type Settle = (pushed: PushedEntity[]) => Promise<void>;

interface Parcel {
  items: OutgoingEntity[];
  bytes: number;
  timer: NodeJS.Timeout | undefined;
  waits: number;
  sent: PromiseWithResolvers;
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Port takes 20 entities and 1 MiB a request; the rest is room for the envelope. */
const MAX_ENTITIES = 20;
const MAX_BYTES = 900 * 1024;
const WAIT_MS = 200;
/** While AWS is still listing, a parcel waits this often: a half-full request costs as much of Port's budget as a full one. */
const MAX_WAITS = 10;
const MAX_IN_FLIGHT = 4;

export interface PackerOptions {
  catalog: Catalog;
  access: PortAccess;
  policy: WritePolicy;
  /** Throws when nothing may be sent any more. */
  assertPushable: () => void;
  settle: Settle;
  signal: AbortSignal;
}

/** Joins the entities of pages and scopes into full requests, by blueprint and exact size. */
export class EntityPacker {
  private readonly parcels = new Map<string, Parcel>();
  private readonly inFlight = new Semaphore(MAX_IN_FLIGHT);
  private readings = 0;
  private expected = 0;

  constructor(private readonly options: PackerOptions) {}

  /** Resolves once Port's verdict on every one of them is recorded. */
  async push(items: OutgoingEntity[]): Promise<void> {
    const sent = new Set<Promise<void>>();
    for (const item of items) sent.add(this.pack(item));
    await Promise.all(sent);
  }

  /** Lets parcels wait for what a reading may bring, two seconds at most. */
  async during<Result>(reading: () => Promise<Result>): Promise<Result> {
    this.readings += 1;
    try {
      return await reading();
    } finally {
      this.readings -= 1;
    }
  }

  /**
   * Marks work whose entities may be still to come. Once nothing is expected any more no parcel waits: a kind with a few resources would
   * hold up the next one for nothing. What the work made has to be pushed at once behind it.
   */
  async expecting<Result>(work: () => Promise<Result>): Promise<Result> {
    this.expected += 1;
    try {
      return await work();
    } finally {
      this.expected -= 1;
      if (this.expected === 0) setImmediate(() => this.sendLast());
    }
  }

  private sendLast(): void {
    if (this.expected > 0) return;
    for (const [blueprint, parcel] of this.parcels) this.send(blueprint, parcel);
  }

  private pack(item: OutgoingEntity): Promise<void> {
    const { blueprint } = item.entity;
    // And the comma between two.
    const bytes = item.bytes + 1;
    const open = this.parcels.get(blueprint);
    if (open && open.bytes + bytes > MAX_BYTES) this.send(blueprint, open);
    const parcel = this.parcels.get(blueprint) ?? this.open(blueprint);
    parcel.items.push(item);
    parcel.bytes += bytes;
    if (parcel.items.length === MAX_ENTITIES) this.send(blueprint, parcel);
    return parcel.sent.promise;
  }

  private open(blueprint: string): Parcel {
    const parcel: Parcel = { items: [], bytes: 0, timer: undefined, waits: 0, sent: withResolvers() };
    this.parcels.set(blueprint, parcel);
    this.wait(blueprint, parcel);
    return parcel;
  }

  private wait(blueprint: string, parcel: Parcel): void {
    parcel.waits += 1;
    parcel.timer = setTimeout(() => {
      if (this.readings > 0 && parcel.waits < MAX_WAITS) this.wait(blueprint, parcel);
      else this.send(blueprint, parcel);
    }, WAIT_MS);
  }

  private send(blueprint: string, parcel: Parcel): void {
    clearTimeout(parcel.timer);
    if (this.parcels.get(blueprint) === parcel) this.parcels.delete(blueprint);
    this.inFlight.run(() => this.deliver(blueprint, parcel.items)).then(parcel.sent.resolve, parcel.sent.reject);
  }

  private async deliver(blueprint: string, items: OutgoingEntity[]): Promise<void> {
    const { catalog, access, policy, signal, assertPushable, settle } = this.options;
    assertPushable();
    const entities = items.map((item) => item.entity);
    const { merge, createMissingRelatedEntities } = policy;
    const verdicts = await catalog.upsert(access, { blueprint, entities, merge, createMissingRelatedEntities }, signal);
    await settle(items.map((item, index) => ({ ...item, verdict: verdicts[index] ?? NO_VERDICT })));
  }
}

const NO_VERDICT: UpsertVerdict = { state: 'unknown', detail: 'Port said nothing about this entity' };

function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  // Whoever waits sees the failure; a parcel whose waiter is gone must not end the process.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
