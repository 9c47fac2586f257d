import { randomBytes } from 'node:crypto';
import { type SealingKey, open, seal, sealingKey } from './envelope.js';

const PURPOSE = 'data-key';

/** A fresh data key for one tenant. */
export function createDataKey(): SealingKey {
  return sealingKey(randomBytes(32));
}

/** The data key under the key-encryption key, for storing. Rotating the latter re-wraps, and re-encrypts nothing. */
export function wrapDataKey(encryptionKey: SealingKey, tenantId: string, dataKey: SealingKey): Buffer {
  return seal(encryptionKey, { tenantId, purpose: PURPOSE, version: 1 }, dataKey.bytes);
}

/** Throws EnvelopeRejected for another tenant's key or another key-encryption key. */
export function unwrapDataKey(encryptionKey: SealingKey, tenantId: string, wrapped: Buffer): SealingKey {
  return sealingKey(open(encryptionKey, { tenantId, purpose: PURPOSE, version: 1 }, wrapped));
}
