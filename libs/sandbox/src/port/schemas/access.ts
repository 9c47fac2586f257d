import { z } from 'zod';
import { ok } from './envelope.js';

export const Credentials = z.strictObject({ clientId: z.string(), clientSecret: z.string() });

/** `expiresIn` in seconds. */
export const Token = z.strictObject({
  ok,
  accessToken: z.string(),
  expiresIn: z.number(),
  tokenType: z.literal('Bearer'),
});

export const OrganizationAnswer = z.strictObject({
  ok,
  organization: z.strictObject({ id: z.string(), name: z.string(), featureFlags: z.array(z.string()) }),
});
