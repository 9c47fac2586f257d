import { createHash } from 'node:crypto';
import type { AwsAccount, JsonObject, Listing } from '@longshore/domain';
import { LruMap } from './lru-map.js';

/** Long enough for the regions of one sync, too short for a name to come up again in another region. */
const REMEMBERED_MS = 10 * 60_000;

const CAPACITY = 100_000;

interface Home {
  region: string;
  until: number;
}

/**
 * Where resources were found that every region lists: other regions need not ask for them. Per integration, so that none
 * learns from another. Only a read that found the resource counts, and one that misses it at its home is believed at once.
 */
export class HomeRegions {
  private readonly homes = new LruMap<Home>(CAPACITY);

  constructor(private readonly now: () => number = Date.now) {}

  /** What the read finds; null without a read when the resource is at home in another region. */
  async read(
    { tenantId, integrationId, awsAccountId }: AwsAccount,
    { kind, region }: Listing,
    identifier: string,
    read: () => Promise<JsonObject | null>,
  ): Promise<JsonObject | null> {
    const key = [tenantId, integrationId, awsAccountId, kind, identifier].join('/');
    const home = this.homes.obtain(key, () => ({ region, until: 0 }));
    if (home.region !== region && this.now() < home.until) return null;
    const properties = await read();
    if (properties !== null) Object.assign(home, { region, until: this.now() + REMEMBERED_MS });
    else if (home.region === region) home.until = 0;
    return properties;
  }
}

/** Where a region begins to read a list of that length: regions walked at a time meet different resources first. */
export function startOf(region: string, length: number): number {
  const share = createHash('sha256').update(region).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(share * length);
}

/** The items from `start` on, then those before it; a negative start turns back. */
export function rotated<Item>(items: readonly Item[], start: number): Item[] {
  return start === 0 ? [...items] : [...items.slice(start), ...items.slice(0, start)];
}
