import { z } from 'zod';

export const ok = z.literal(true);

/** What Port answers to whatever it refuses. */
export const Refusal = z.strictObject({ ok: z.literal(false), error: z.string(), message: z.string() });

export const Done = z.strictObject({ ok });

/** Who wrote a thing and when. */
export const stamps = {
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
};

/** A boolean in a query string. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A query parameter that may be repeated. */
export const Repeated = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));
