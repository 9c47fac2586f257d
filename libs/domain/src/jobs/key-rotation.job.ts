import { z } from 'zod';

/** Moves the issuer's signing keys on by one step when one is due. */
export const keyRotationJob = {
  queue: 'key-rotation',
  version: 1,
  everyMs: 60 * 60 * 1000,
  payload: z.strictObject({ v: z.literal(1) }),
} as const;
