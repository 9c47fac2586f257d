import type { JsonObject } from '@longshore/domain';
import type { Place } from './place.js';
import type { Random } from './random.js';

/** One time that something ran. */
export interface Occasion {
  /** Of what ran, among its like. */
  index: number;
  /** Counts from 1. */
  number: number;
  at: Date;
}

/** Resources that tell of one occasion, by type. */
export type Told = readonly [type: string, properties: JsonObject];

/** What runs over and over. */
export interface History {
  everyDays: number;
  tell(place: Place, occasion: Occasion, random: Random): Told[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Half as long again as a sync looks back, so that some of it is always out of sight. */
const KEPT_MS = 45 * DAY_MS;

/** Whatever has run for so long is over. */
const LONGEST_RUN_MS = 60 * 60 * 1000;

/** When the first may have run, since when they are counted. */
const BEGUN = Date.parse('2024-02-01T10:00:00Z');

/**
 * All that has run and ended, and that a service still tells. Times depend on the seed only, and with `now` the oldest go and
 * new ones come: what both of two starts tell is the same.
 */
export function historyOf(place: Place, purpose: string, { history, index, now }: Run): Told[] {
  const everyMs = history.everyDays * DAY_MS;
  const first = BEGUN + place.random(`${purpose}/first`, index).integer(0, everyMs / 1000 - 1) * 1000;
  const from = Math.max(1, Math.ceil((now.getTime() - KEPT_MS - first) / everyMs));
  const to = Math.floor((now.getTime() - LONGEST_RUN_MS - first) / everyMs);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step).flatMap((number) => {
    const random = place.random(`${purpose}/${index}`, number);
    return history.tell(place, { index, number, at: new Date(first + number * everyMs) }, random);
  });
}

interface Run {
  history: History;
  index: number;
  now: Date;
}

/** RFC 3339 to the second, so many seconds after a time. */
export function after(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
