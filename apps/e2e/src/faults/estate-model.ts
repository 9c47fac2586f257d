import type { Estate } from '@longshore/sandbox';
import { PAGE_SIZE, REGIONS } from './fault-rig.js';

/** What becomes of a resource: there in one of two versions, there but not selected, or not there. */
export const STATES = ['v1', 'v2', 'hidden', 'gone'] as const;
export type State = (typeof STATES)[number];

export const KINDS = { logs: 'AWS::Logs::LogGroup', groups: 'AWS::EC2::SecurityGroup' } as const;
export type KindName = keyof typeof KINDS;

export interface Slot {
  account: number;
  region: (typeof REGIONS)[number];
  kind: KindName;
  number: number;
}

const NUMBER = { logs: 3, groups: 3 };
const ACCOUNTS = 2;

export const SLOTS: readonly Slot[] = Array.from({ length: ACCOUNTS }, (_, account) => account).flatMap((account) =>
  REGIONS.flatMap((region) =>
    (Object.keys(KINDS) as KindName[]).flatMap((kind) =>
      Array.from({ length: NUMBER[kind] }, (_, number) => ({ account, region, kind, number })),
    ),
  ),
);

const isSamePlace = (one: Slot, other: Slot): boolean =>
  one.account === other.account && one.region === other.region && one.kind === other.kind;

/** What AWS has, and so what Port is to have. Log groups of one name make one entity wherever they are; security groups make one each. */
export class EstateModel {
  private readonly states = new Map<Slot, State>();
  /** Those selected resources whose listing a sync has read to its end since they came. */
  private readonly shown = new Set<Slot>();

  constructor(
    private readonly estate: Estate,
    private readonly awsAccountIds: string[],
  ) {
    for (const slot of SLOTS) this.become(slot, 'v1');
  }

  become(slot: Slot, state: State): void {
    this.states.set(slot, state);
    if (!isSelected(state)) this.shown.delete(slot);
    const accountId = this.accountOf(slot);
    const type = KINDS[slot.kind];
    if (state === 'gone') this.estate.remove(accountId, slot.region, type, this.resourceId(slot));
    else this.estate.put(accountId, slot.region, type, this.properties(slot, state));
  }

  /** Every resource of that kind in that account and region. */
  empty(place: Slot): void {
    for (const slot of SLOTS) if (isSamePlace(slot, place)) this.become(slot, 'gone');
  }

  accountOf({ account }: Slot): string {
    return this.awsAccountIds[account] ?? '';
  }

  entityOf(slot: Slot): string {
    return slot.kind === 'logs' ? `logGroup log-${slot.number}` : `ec2SecurityGroup ${this.groupId(slot)}`;
  }

  /** Entities by the version that their properties must show; null where they show none. */
  wanted(kinds: readonly KindName[]): Map<string, string | null> {
    const wanted = new Map<string, string | null>();
    for (const [slot, state] of this.states)
      if (isSelected(state) && kinds.includes(slot.kind))
        wanted.set(this.entityOf(slot), slot.kind === 'groups' ? `version ${versionOf(state)}` : null);
    return wanted;
  }

  isAlive(entity: string): boolean {
    return this.wanted(['logs', 'groups']).has(entity);
  }

  /** A sync has read a listing to its end. */
  wasListed({ accountId, region, kind }: { accountId: string; region: string; kind: string }): void {
    for (const [slot, state] of this.states)
      if (
        isSelected(state) &&
        this.accountOf(slot) === accountId &&
        slot.region === region &&
        KINDS[slot.kind] === kind
      )
        this.shown.add(slot);
  }

  /**
   * Whether AWS has what makes it, and has shown it. A resource that appears where nobody has looked since, and makes an entity whose
   * other resources are all gone, is nothing that a sync can know of; one that makes an entity alone is looked for by that entity's own listing.
   */
  mustStay(entity: string): boolean {
    return [...this.states].some(
      ([slot, state]) =>
        isSelected(state) && this.entityOf(slot) === entity && (slot.kind === 'groups' || this.shown.has(slot)),
    );
  }

  /** How many pages the listing takes that would list it; an empty listing takes one. */
  pagesOf(place: Slot): number {
    const listed = SLOTS.filter((slot) => isSamePlace(slot, place) && this.states.get(slot) !== 'gone');
    return Math.max(1, Math.ceil(listed.length / PAGE_SIZE));
  }

  /** Whether a listing that could hold it lists nothing at all: then its deletion waits for a person. */
  isOfEmptyListing(entity: string): boolean {
    return SLOTS.some((slot) => this.entityOf(slot) === entity && this.isEmpty(slot));
  }

  /** Whether every listing that could hold it lists nothing. */
  isOfEmptyListingsOnly(entity: string): boolean {
    return SLOTS.every((slot) => this.entityOf(slot) !== entity || this.isEmpty(slot));
  }

  private isEmpty(place: Slot): boolean {
    return SLOTS.every((slot) => !isSamePlace(slot, place) || this.states.get(slot) === 'gone');
  }

  private resourceId(slot: Slot): string {
    return slot.kind === 'logs' ? `log-${slot.number}` : this.groupId(slot);
  }

  private properties(slot: Slot, state: Exclude<State, 'gone'>) {
    const version = versionOf(state);
    if (slot.kind === 'logs')
      return { LogGroupName: this.resourceId(slot), RetentionInDays: state === 'hidden' ? 1 : 10 + version };
    return { Id: this.groupId(slot), GroupName: state, GroupDescription: `version ${version}` };
  }

  private groupId(slot: Slot): string {
    return `sg-${this.accountOf(slot)}-${slot.region}-${slot.number}`;
  }
}

const isSelected = (state: State): boolean => state === 'v1' || state === 'v2';

const versionOf = (state: State): number => (state === 'v2' ? 2 : 1);

/** A mapping of these kinds. */
export function mappingOf(kinds: readonly KindName[]): object {
  const entity = (mappings: object) => ({ entity: { mappings } });
  const resources = {
    logs: {
      kind: KINDS.logs,
      selector: { query: '.Properties.RetentionInDays != 1' },
      port: entity({
        identifier: '.Properties.LogGroupName',
        blueprint: '"logGroup"',
        title: '.Properties.LogGroupName',
      }),
    },
    groups: {
      kind: KINDS.groups,
      selector: { query: '.Properties.GroupName != "hidden"' },
      port: entity({
        identifier: '.Properties.Id',
        blueprint: '"ec2SecurityGroup"',
        properties: { description: '.Properties.GroupDescription' },
      }),
    },
  };
  return { resources: kinds.map((kind) => resources[kind]) };
}
