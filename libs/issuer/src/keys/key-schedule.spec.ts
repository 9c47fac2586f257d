import type { SigningKeyRow } from '@longshore/database';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD_MS, RELOAD_MS, ROTATION_MS, TOKEN_LIFE_SECONDS, keyToSignWith, nextStep } from './key-schedule.js';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse('2026-11-22T00:00:00Z');

function key(kid: string, state: SigningKeyRow['state'], publishAt: number, retireAt?: number): SigningKeyRow {
  return {
    kid,
    alg: 'RS256',
    publicJwk: {},
    privateCt: new Uint8Array(),
    kek: '',
    state,
    publishAt: new Date(START + publishAt),
    activateAt: null,
    retireAt: retireAt === undefined ? null : new Date(START + retireAt),
  };
}

const stepAt = (at: number, ...keys: SigningKeyRow[]) => nextStep(keys, new Date(START + at));

describe('the key schedule', () => {
  it('makes the first key sign at once', () => {
    expect(stepAt(0)).toEqual({ step: 'create' });
    expect(stepAt(0, key('a', 'pending', 0))).toMatchObject({ step: 'activate', kid: 'a' });
  });

  it('leaves a young key alone', () => {
    expect(stepAt(ROTATION_MS - 1, key('a', 'active', 0))).toBeNull();
  });

  it('publishes the next key after thirty days', () => {
    expect(stepAt(ROTATION_MS, key('a', 'active', 0))).toEqual({ step: 'create' });
  });

  it('lets no second key sign before it was published for its lead', () => {
    const keys = [key('a', 'active', 0), key('b', 'pending', ROTATION_MS)];

    expect(stepAt(ROTATION_MS + LEAD_MS - 1, ...keys)).toBeNull();
    expect(stepAt(ROTATION_MS + LEAD_MS, ...keys)).toMatchObject({ step: 'activate', kid: 'b' });
  });

  it('keeps the replaced key for a day and the life of its last token', () => {
    const step = stepAt(ROTATION_MS + LEAD_MS, key('a', 'active', 0), key('b', 'pending', ROTATION_MS));

    const lastUse = START + ROTATION_MS + LEAD_MS + RELOAD_MS;
    expect(step).toEqual({
      step: 'activate',
      kid: 'b',
      predecessorRetireAt: new Date(lastUse + LEAD_MS + TOKEN_LIFE_SECONDS * 1000),
    });
  });

  it('ends a retiring key when its time has come', () => {
    const keys = [key('a', 'retiring', 0, DAY_MS), key('b', 'active', HOUR_MS)];

    expect(stepAt(DAY_MS - 1, ...keys)).toBeNull();
    expect(stepAt(DAY_MS, ...keys)).toEqual({ step: 'retire', kid: 'a' });
  });
});

describe('the key to sign with', () => {
  const signerAt = (at: number, ...keys: SigningKeyRow[]) => keyToSignWith(keys, new Date(START + at))?.kid;

  it('is the very first one from its first moment', () => {
    expect(signerAt(0, key('a', 'active', 0), key('b', 'pending', 1))).toBe('a');
  });

  it('is never a pending, retiring or retired one', () => {
    expect(signerAt(DAY_MS, key('a', 'pending', 0), key('b', 'retiring', 0), key('c', 'retired', 0))).toBeUndefined();
  });

  it('is never a later one that a replica may not have read yet', () => {
    const keys = [key('a', 'retiring', -DAY_MS), key('b', 'active', 0)];

    expect(signerAt(2 * RELOAD_MS - 1, ...keys)).toBeUndefined();
    expect(signerAt(2 * RELOAD_MS, ...keys)).toBe('b');
  });
});

/** Carries out what is due on plain rows, as the store does. */
function rotate(keys: SigningKeyRow[], now: Date): SigningKeyRow[] {
  const due = nextStep(keys, now);
  if (!due) return keys;
  if (due.step === 'create') {
    const created = key(`k${keys.length}`, 'pending', now.getTime() - START);
    return rotate([...keys, created], now);
  }
  const moved = keys.map((row): SigningKeyRow => {
    if (due.step === 'retire') return row.kid === due.kid ? { ...row, state: 'retired' } : row;
    if (row.kid === due.kid) return { ...row, state: 'active', activateAt: now };
    return row.state === 'active' ? { ...row, state: 'retiring', retireAt: due.predecessorRetireAt } : row;
  });
  return rotate(moved, now);
}

describe('a year of rotations', () => {
  it('never lets a key sign that a verifier with day-old keys does not know, however irregular the job runs', () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 72 }), { minLength: 60, maxLength: 400 });

    fc.assert(
      fc.property(pauses, fc.integer({ min: 0, max: 24 * 60 }), (hours, ageMinutes) => {
        let keys = rotate([], new Date(START));
        let now = START;
        const published: { at: number; kids: string[] }[] = [];
        for (const pause of hours) {
          published.push({ at: now, kids: keys.filter(({ state }) => state !== 'retired').map(({ kid }) => kid) });
          const known = published.findLast(({ at }) => at <= Math.max(START, now - ageMinutes * 60 * 1000));
          expect(known?.kids).toContain(keyToSignWith(keys, new Date(now))?.kid);
          now += pause * HOUR_MS;
          keys = rotate(keys, new Date(now));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('changes the signing key every thirty days', () => {
    let keys = rotate([], new Date(START));
    const changes: { [kid: string]: number } = {};
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const now = new Date(START + hour * HOUR_MS);
      keys = rotate(keys, now);
      changes[keyToSignWith(keys, now)?.kid ?? 'none'] ??= hour;
    }

    const leadHours = LEAD_MS / HOUR_MS;
    expect(Object.values(changes)).toEqual([0, ...Array.from({ length: 12 }, (_, n) => (n + 1) * 30 * 24 + leadHours)]);
  });
});
