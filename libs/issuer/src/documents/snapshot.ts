import { z } from 'zod';

const publicJwk = z.strictObject({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  kid: z.string(),
  alg: z.literal('RS256'),
  use: z.literal('sig'),
});

/** All that discovery and JWKS are made of. Strict, so that no private half of a key can ever get in (RFC 7518 6.3.2). */
export const snapshot = z.strictObject({
  issuers: z.array(z.strictObject({ id: z.uuid(), issuerUrl: z.url() })),
  keys: z.array(publicJwk).min(1),
});

export type Snapshot = z.infer<typeof snapshot>;
