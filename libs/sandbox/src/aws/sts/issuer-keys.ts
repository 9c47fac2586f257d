import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AwsFault } from '../service.js';

/** AWS waits this long for an identity provider before it calls the token invalid. */
const PATIENCE_MS = 5_000;

const Discovery = z.looseObject({
  issuer: z.string(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).min(1),
});

const KeySet = z.looseObject({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(200),
});

/** The verification keys that an issuer publishes now. Throws IDPCommunicationError when it cannot be reached at all. */
export async function fetchIssuerKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const discovery = Discovery.safeParse(await fetchJson(`${issuer}/.well-known/openid-configuration`));
  if (!discovery.success || discovery.data.issuer !== issuer) throw noKey();
  if (!isAcceptedUrl(discovery.data.jwks_uri)) throw noKey();
  const keys = KeySet.safeParse(await fetchJson(discovery.data.jwks_uri));
  if (!keys.success) throw noKey();
  return createLocalJWKSet(keys.data);
}

/** IAM takes https only and no port; this stand-in also takes http and a port, on a loopback host. */
export function isAcceptedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, search, hash } = new URL(text);
  if (search !== '' || hash !== '') return false;
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && port === '';
}

async function fetchJson(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await answer.text();
    return answer.status === 200 ? (JSON.parse(text) as unknown) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as Error).name === 'TimeoutError') throw noKey();
    throw new AwsFault('IDPCommunicationError', 'Error communicating with the identity provider.');
  }
}

function noKey(): AwsFault {
  return new AwsFault(
    'InvalidIdentityToken',
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}
