import type { RateReading } from '@longshore/domain';
import type { HttpAnswer } from './exchange.js';
import { askedDelayMs, resetAtMs } from './retry-delay.js';

/** What an answer tells about the organization's window. Undefined: nothing, as when a proxy answered. */
export function rateReading(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  now: number,
): RateReading | undefined {
  const limit = headerNumber(headers, 'x-ratelimit-limit');
  const periodSeconds = headerNumber(headers, 'x-ratelimit-period');
  const rates = { ...(limit && { limit }), ...(periodSeconds && { periodSeconds }) };
  if (status === 429) {
    const resetsInMs = askedDelayMs({ status, headers }, now);
    return resetsInMs === undefined ? undefined : { ...rates, remaining: 0, resetsInMs };
  }
  const remaining = headerNumber(headers, 'x-ratelimit-remaining');
  const resetAt = resetAtMs(headers.get('x-ratelimit-reset'), now);
  if (!limit || remaining === undefined || resetAt === undefined) return undefined;
  return { ...rates, remaining, resetsInMs: Math.max(0, resetAt - now) };
}

function headerNumber(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim();
  const value = text ? Number(text) : NaN;
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
