import type { JsonObject } from '@longshore/domain';
import type { Random } from './random.js';

const DOMAINS = [
  'checkout',
  'orders',
  'billing',
  'catalog',
  'search',
  'identity',
  'shipping',
  'ledger',
  'media',
  'alerts',
];
const PARTS = ['api', 'worker', 'events', 'export', 'cache', 'audit', 'gateway', 'reports', 'jobs', 'archive'];

/** Lower-case letters, digits and hyphens; another name for every index. */
export function plausibleName(index: number): string {
  const domain = DOMAINS[index % DOMAINS.length];
  const part = PARTS[Math.floor(index / DOMAINS.length + index) % PARTS.length];
  const round = Math.floor(index / (DOMAINS.length * PARTS.length));
  return round === 0 ? `${domain}-${part}` : `${domain}-${part}-${round + 1}`;
}

const TEAMS = ['platform', 'payments', 'storefront', 'data', 'growth'] as const;
const ENVIRONMENTS = ['production', 'production', 'staging', 'development'] as const;

/** As they grow in real accounts: some resources have none, and their number differs. */
export function plausibleTags(random: Random, name?: string): JsonObject[] {
  const tags: JsonObject[] = name === undefined ? [] : [{ Key: 'Name', Value: name }];
  if (random.chance(0.15)) return tags;
  tags.push({ Key: 'environment', Value: random.pick(ENVIRONMENTS) });
  if (random.chance(0.8)) tags.push({ Key: 'team', Value: random.pick(TEAMS) });
  if (random.chance(0.3)) tags.push({ Key: 'cost-center', Value: String(random.integer(1000, 1999)) });
  return tags;
}
