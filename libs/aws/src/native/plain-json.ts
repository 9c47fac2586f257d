import type { Json, JsonObject } from '@longshore/domain';

/** An answer of the SDK as JSON: only what is set, times as Port's own integration writes them, without the SDK's own members. */
export function plainAnswer(answer: unknown): JsonObject {
  const { $metadata: _, ...members } = answer as { [name: string]: unknown };
  return plain(members) as JsonObject;
}

function plain(value: unknown): Json | undefined {
  if (value === undefined || typeof value === 'function') return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return timeText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((element) => plain(element) ?? null);
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const json = plain(member);
    return json === undefined ? [] : [[name, json] as const];
  });
  return Object.fromEntries(members);
}

/** `2024-03-15T08:30:00Z`; a fraction only where there is one, and then of six digits. */
export function timeText(time: Date): string {
  const [seconds = '', fraction = '000Z'] = time.toISOString().split('.');
  return fraction === '000Z' ? `${seconds}Z` : `${seconds}.${fraction.slice(0, 3)}000Z`;
}
