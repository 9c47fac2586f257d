import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { SyncRow } from '@longshore/database';
import { TERMINAL_SYNC_STATES } from '@longshore/domain';
import { nameOf as pointName, type Point } from './calls.js';
import type { Doom, Survived } from './doomed-worker.js';
import { SLOTS, type Slot } from './estate-model.js';
import { listingPages, pagesRead, type ListingPages } from './listing-reads.js';
import { nameOf, type EntityChange } from './port-watch.js';
import type { Laboratory } from './laboratory.js';
import type { World } from './world.js';

const DOOMED = path.resolve(import.meta.dirname, '../../dist/faults/doomed-worker.js');

export interface KillRun {
  point: Point;
  /** Which time of reaching it is the last. */
  nth: number;
  seed: number;
}

export interface Killed extends KillRun {
  name: string;
  /** Whether the process was ended; false when it never reached the point so often. */
  wasKilled: boolean;
  violations: string[];
  state: string;
  /** How often a worker took up what another one had begun: once, unless the machine was too busy for the short lease. */
  takeovers: number;
  /** Entities that were sent to Port more than once: of one request for each takeover. */
  repeated: number;
  /** Pages of listings that were read again, since the killed worker had not written yet that it had read them; and those that it had. */
  pages: { again: number; recorded: number };
  /** From the kill to the end of the sync. */
  recoveryMs: number;
}

/** How often a worker comes by each moment of such a sync that nobody ends. */
export async function rehearse(laboratory: Laboratory, world: World, seed: number): Promise<Record<string, number>> {
  const child = startDoomed(laboratory.rig.environment);
  const calm = await disturb(laboratory, world, seed);
  const { id, jobs } = await world.open();
  await once(child, 'message');
  child.send({ jobs, fate: null } satisfies Doom);
  const [{ moments }] = (await once(child, 'message')) as [Survived];
  child.kill('SIGKILL');
  await finished(world, id);
  await world.portChanges();
  await calm();
  return moments;
}

/** A sync that makes a worker take every step, in a process that is ended on its way; another worker finishes it. */
export async function killRun(laboratory: Laboratory, world: World, run: KillRun): Promise<Killed> {
  const child = startDoomed(laboratory.rig.environment);
  const calm = await disturb(laboratory, world, run.seed);
  const { id, jobs } = await world.open();
  await once(child, 'message');
  const readBefore = pagesRead(laboratory, world);
  const ended = once(child, 'exit');
  child.send({ jobs, fate: { ...run.point, nth: run.nth } } satisfies Doom);
  const wasKilled = await Promise.race([ended.then(() => true), once(child, 'message').then(() => false)]);
  const killedAt = performance.now();
  if (!wasKilled) child.kill('SIGKILL');
  await ended;
  const seen = async () => ({
    read: pagesRead(laboratory, world),
    listings: await listingPages(laboratory, world, id),
  });
  const whenKilled = await seen();
  const sync = await finished(world, id);
  const recoveryMs = performance.now() - killedAt;
  const atTheEnd = await seen();
  const changes = await world.portChanges();
  const repetition = repeatedPages(readBefore, whenKilled, atTheEnd);
  const takeovers = takeoversIn(atTheEnd.listings);
  await calm();
  const { sync: quiet } = await world.sync();
  const violations = [
    ...violationsOf(world, sync, changes),
    ...violationsOf(world, quiet, await world.portChanges()),
    ...(await inexact(world)),
    ...repetition.violations,
  ];
  const { repeated, requests } = repetitions(changes);
  if (requests > takeovers)
    violations.push(`${repeated} entities of ${requests} requests were sent again after ${takeovers} takeovers`);
  const { again, recorded } = repetition;
  const told = { name: pointName(run.point), state: sync.state, takeovers, pages: { again, recorded } };
  return { ...run, ...told, wasKilled, violations, repeated, recoveryMs };
}

function startDoomed(environment: Record<string, string>): ChildProcess {
  const settings = { PATH: env['PATH'], AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment };
  return fork(DOOMED, [], { env: settings, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** Changes and faults that together touch every step of an account sync; the result ends the faults. */
async function disturb({ rig }: Laboratory, world: World, seed: number): Promise<() => Promise<void>> {
  const { estate } = world;
  const of = (kind: Slot['kind'], number: number): Slot[] =>
    SLOTS.filter((slot) => slot.kind === kind && slot.number === number);
  const turned = (slots: Slot[]): Slot[] => [
    ...slots.slice(seed % slots.length),
    ...slots.slice(0, seed % slots.length),
  ];
  for (const slot of SLOTS) estate.become(slot, 'v1');
  await world.sync();
  for (const slot of of('logs', seed % 3)) estate.become(slot, 'gone');
  const [changed, gone, hidden, emptied] = turned(of('groups', seed % 3));
  const [, , , denied] = turned(of('logs', 0));
  if (!changed || !gone || !hidden || !emptied || !denied) throw new Error('the estate is too small');
  estate.become(changed, 'v2');
  estate.become(gone, 'gone');
  estate.become(hidden, 'hidden');
  estate.empty(emptied);
  await world.portChanges();
  const rule = rig.aws.rules.add({
    accountId: estate.accountOf(denied),
    region: denied.region,
    service: 'cloudcontrol',
    kind: 'AWS::Logs::LogGroup',
    error: { code: 'AccessDeniedException', message: 'not authorized to perform: logs:DescribeLogGroups' },
  });
  return async () => void rig.aws.rules.remove(rule.id);
}

async function finished(world: World, id: SyncRow['id']): Promise<SyncRow> {
  for (const until = Date.now() + 60_000; Date.now() < until; await delay(100)) {
    const sync = await world.carryOn(id);
    if (sync.closedAt) return sync;
  }
  throw new Error(`sync ${id} does not end`);
}

function violationsOf({ estate }: World, sync: SyncRow, changes: readonly EntityChange[]): string[] {
  const live = changes.filter((change) => change.action === 'delete' && estate.isAlive(nameOf(change)));
  return [
    ...live.map((change) => `${nameOf(change)} was deleted although AWS has it`),
    ...(TERMINAL_SYNC_STATES.includes(sync.state) ? [] : [`the sync is ${sync.state}`]),
  ];
}

/** Port has what AWS has, and what waits for somebody's approval. */
async function inexact({ estate, entities, kinds }: World): Promise<string[]> {
  const held = await entities();
  const wanted = estate.wanted(kinds);
  const missing = [...wanted].filter(([entity, version]) => {
    const properties = held.get(entity);
    return !properties || (version !== null && properties['description'] !== version);
  });
  const left = [...held.keys()].filter(
    (entity) => !entity.startsWith('awsAccount ') && !wanted.has(entity) && !estate.isOfEmptyListing(entity),
  );
  return [
    ...missing.map(([entity]) => `${entity} is not as AWS has it`),
    ...left.map((entity) => `${entity} is left over`),
  ];
}

/** Entities that were sent more than once, and how many requests had sent them first. */
function repetitions(changes: readonly EntityChange[]): { repeated: number; requests: number } {
  const first = new Map<string, string>();
  const again = new Map<string, string>();
  for (const change of changes) {
    if (change.action === 'delete') continue;
    const before = first.get(nameOf(change));
    if (before === undefined) first.set(nameOf(change), change.requestId);
    else again.set(nameOf(change), before);
  }
  return { repeated: again.size, requests: new Set(again.values()).size };
}

/** Every win of a lease after the first, account by account. */
function takeoversIn(listings: ListingPages[]): number {
  const winners = new Map(listings.map((listing) => [listing.place.split(' ')[0], listing.winners]));
  return [...winners.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0);
}

type PageCounts = Map<string, number>;
interface ListingsSeen {
  listings: ListingPages[];
  read: PageCounts;
}

/** Pages that were read again by those who followed; none of them may read what had been recorded before. */
function repeatedPages(
  before: PageCounts,
  killed: ListingsSeen,
  end: ListingsSeen,
): { again: number; recorded: number; violations: string[] } {
  const read = killed.listings.map(({ place, all, recorded, winners }) => {
    const first = (killed.read.get(place) ?? 0) - (before.get(place) ?? 0);
    const second = (end.read.get(place) ?? 0) - (killed.read.get(place) ?? 0);
    const followers = (end.listings.find((listing) => listing.place === place)?.winners ?? 0) - winners;
    const isTooOften = second > (all - recorded) * followers;
    return { place, all, recorded, second, followers, isTooOften, again: Math.max(0, first + second - all) };
  });
  const tooOften = read.filter(({ isTooOften }) => isTooOften);
  return {
    again: read.reduce((sum, { again }) => sum + again, 0),
    recorded: read.reduce((sum, { recorded }) => sum + recorded, 0),
    violations: tooOften.map(
      ({ place, all, recorded, second, followers }) =>
        `${followers} workers read ${second} of ${all} pages of ${place} after ${recorded} had been recorded`,
    ),
  };
}
