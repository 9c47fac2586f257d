import type { NewSigningKey, SigningKeyRow } from '@longshore/database';
import type { JsonObject } from '@longshore/domain';
import { type EnvelopeContext, type EncryptionKey, open, seal } from '@longshore/platform';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';

/** AWS accepts RS256 to RS512 and ES256 to ES512; RS256 is what every verifier knows (IAM, OIDC providers). */
export const SIGNING_ALGORITHM = 'RS256';

/** A new RSA key of 2,048 bits, named by its RFC 7638 thumbprint, its private half sealed. */
export async function createSigningKey(encryptionKey: EncryptionKey, publishAt: Date): Promise<NewSigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, {
    modulusLength: 2048,
    extractable: true,
  });
  const { kty, n, e } = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint({ kty, n, e } as JsonObject as { kty: string });
  return {
    kid,
    alg: SIGNING_ALGORITHM,
    publicJwk: { kty, n, e, kid, alg: SIGNING_ALGORITHM, use: 'sig' } as JsonObject,
    privateCt: seal(encryptionKey, contextOf(kid), Buffer.from(await exportPKCS8(privateKey))),
    kek: encryptionKey.name,
    publishAt,
    activateAt: null,
  };
}

/** The private half, not extractable. Throws EnvelopeRejected under another key-encryption key. */
export async function openSigningKey(encryptionKey: EncryptionKey, key: SigningKeyRow): Promise<CryptoKey> {
  const pkcs8 = open(encryptionKey, contextOf(key.kid), Buffer.from(key.privateCt));
  return importPKCS8(pkcs8.toString(), key.alg);
}

// Signing keys belong to the installation, not to a tenant; no tenant's id can equal this word.
function contextOf(kid: string): EnvelopeContext {
  return { tenantId: 'issuer', purpose: `signing-key:${kid}`, version: 1 };
}
