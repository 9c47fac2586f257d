import type { SyncState } from '@longshore/domain';
import { TERMINAL_SYNC_STATES } from '@longshore/domain';
import { planOf, rulesOf } from './fault-effects.js';
import type { EntityChange } from './port-watch.js';
import { nameOf } from './port-watch.js';
import type { Laboratory } from './laboratory.js';
import type { AwsFault, Fault, Step } from './schedule.js';
import { World, type Worked } from './world.js';

/** What a schedule showed; without violations it was as it has to be. */
export interface Played {
  violations: string[];
  syncs: number;
  states: SyncState[];
  /** How long each sync took. */
  ms: number[];
  deleted: number;
}

/** Plays a schedule for a new tenant, and looks after every sync whether what must hold did hold. */
export async function play(laboratory: Laboratory, steps: readonly Step[]): Promise<Played> {
  const played = new Performance(laboratory, await World.start(laboratory));
  await played.quietly();
  for (const [index, step] of steps.entries()) await played.step(step, lasting(steps, index));
  await played.quietly();
  await played.quietly();
  await played.expectExact();
  await played.approved();
  return played.result;
}

/** The faults of earlier steps that still last. */
function lasting(steps: readonly Step[], index: number): AwsFault[] {
  const before = steps[index - 1]?.faults ?? [];
  return before.filter((fault): fault is AwsFault => fault.of === 'AWS' && fault.syncs > 1);
}

class Performance {
  private isApproved = false;
  readonly result: Played = { violations: [], syncs: 0, states: [], ms: [], deleted: 0 };

  constructor(
    private readonly laboratory: Laboratory,
    private readonly world: World,
  ) {}

  async step(step: Step, stillLasting: AwsFault[]): Promise<void> {
    const { world } = this;
    for (const change of step.changes)
      if ('empty' in change) world.estate.empty(change.empty);
      else world.estate.become(change.slot, change.state);
    if (step.isLater) await world.later(11);
    await world.map(step.kinds);
    const faults = [...stillLasting, ...step.faults];
    const calm = await this.befall(faults);
    await this.sync(step.fates, faults);
    await calm();
  }

  /** A sync that nothing disturbs, half an hour later. */
  async quietly(): Promise<void> {
    await this.world.map(['logs', 'groups']);
    await this.world.later(30);
    await this.sync([], []);
    const state = this.result.states.at(-1);
    if (state !== 'completed') this.violation(`a sync that nothing disturbed ended ${state}`);
  }

  async expectExact(): Promise<void> {
    const { estate } = this.world;
    const held = await this.expectAllThere();
    for (const entity of held.keys())
      if (!estate.isAlive(entity) && !estate.isOfEmptyListing(entity))
        this.violation(`${entity} outlives two complete syncs`);
  }

  /** What a brake holds goes once somebody has approved it. */
  async approved(): Promise<void> {
    if ((await this.world.approveHolds()) === 0) return;
    this.isApproved = true;
    // An approval begins a sync of its own.
    const begun = await this.world.openSync();
    if (begun) await this.ended(begun, []);
    await this.quietly();
    await this.quietly();
    for (const entity of (await this.expectAllThere()).keys())
      if (!this.world.estate.isAlive(entity)) this.violation(`${entity} outlives its approval`);
  }

  private async sync(fates: Step['fates'], faults: readonly Fault[]): Promise<void> {
    const begunAt = performance.now();
    const worked = await this.world.sync(fates);
    this.result.ms.push(performance.now() - begunAt);
    await this.ended(worked, faults);
  }

  private async ended({ sync, violations }: Worked, faults: readonly Fault[]): Promise<void> {
    this.result.syncs += 1;
    this.result.states.push(sync.state);
    for (const violation of violations) this.violation(violation);
    if (!TERMINAL_SYNC_STATES.includes(sync.state)) this.violation(`the sync ended ${sync.state}`);
    for (const change of await this.world.portChanges()) this.judge(change);
    // A list that is cut short without a word is the one fault that no sync can tell.
    const isLiedTo = faults.some((fault) => fault.what === 'truncated');
    if (isLiedTo) return;
    if (sync.state === 'completed') await this.expectAllThere();
    for (const listing of await this.world.listings(sync)) this.world.estate.wasListed(listing);
  }

  private judge(change: EntityChange): void {
    if (change.action !== 'delete') return;
    this.result.deleted += 1;
    const { estate } = this.world;
    const entity = nameOf(change);
    if (estate.mustStay(entity)) this.violation(`${entity} was deleted although AWS has it`);
    if (!this.isApproved && estate.isOfEmptyListingsOnly(entity))
      this.violation(`${entity} was deleted although its listings turned empty`);
  }

  /** A sync that says it is complete has everything. */
  private async expectAllThere() {
    const held = await this.world.entities();
    for (const [entity, version] of this.world.estate.wanted(this.world.kinds)) {
      const properties = held.get(entity);
      if (!properties) this.violation(`${entity} is missing after a complete sync`);
      else if (version !== null && properties['description'] !== version)
        this.violation(`${entity} is not as AWS has it after a complete sync`);
    }
    return held;
  }

  /** Lets the faults begin; the result ends them. */
  private async befall(faults: readonly Fault[]): Promise<() => Promise<void>> {
    const { aws, port } = this.laboratory.rig;
    const { organizationId } = this.world.tenant;
    const rules = faults.flatMap((fault) =>
      fault.of === 'AWS'
        ? rulesOf(fault, this.world.estate.accountOf(fault.slot)).map((rule) => aws.rules.add(rule))
        : [],
    );
    for (const fault of faults) if (fault.of === 'Port') await port.fault(planOf(fault, organizationId));
    return async () => {
      for (const { id } of rules) aws.rules.remove(id);
      await port.calm(organizationId);
    };
  }

  private violation(what: string): void {
    this.result.violations.push(`sync ${this.result.syncs}: ${what}`);
  }
}
