import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EnvelopeRejected } from './envelope-rejected.error.js';

/** What a ciphertext belongs to. It is authenticated, so a row copied to another tenant or purpose does not open. */
export interface EnvelopeContext {
  tenantId: string;
  purpose: string;
  version: number;
}

/** An AES-256 key and the name that ciphertexts carry. */
export interface SealingKey {
  id: Buffer;
  bytes: Buffer;
}

// format 1: format byte, key id, IV, tag, ciphertext. The IV is 96 random bits (NIST SP 800-38D 8.2.2).
const FORMAT = 1;
const KEY_ID_BYTES = 8;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const BODY_START = HEADER_BYTES + IV_BYTES + TAG_BYTES;

/** Names a 32-byte key by the first 8 bytes of its SHA-256. */
export function sealingKey(bytes: Buffer): SealingKey {
  if (bytes.length !== 32) throw new RangeError('an AES-256 key has 32 bytes');
  return { id: createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES), bytes };
}

/** AES-256-GCM over `plaintext`, bound to `context` and to the key's name. */
export function seal(key: SealingKey, context: EnvelopeContext, plaintext: Buffer): Buffer {
  const header = Buffer.concat([Buffer.from([FORMAT]), key.id]);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(header, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), ciphertext]);
}

/** The plaintext. Throws EnvelopeRejected when the envelope was changed, or is another key's or another context's. */
export function open(key: SealingKey, context: EnvelopeContext, envelope: Buffer): Buffer {
  if (envelope.length < BODY_START || envelope[0] !== FORMAT) throw new EnvelopeRejected('its format is unknown');
  const header = envelope.subarray(0, HEADER_BYTES);
  if (!header.subarray(1).equals(key.id)) throw new EnvelopeRejected('it was sealed with another key');
  const iv = envelope.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(header, context));
  decipher.setAuthTag(envelope.subarray(HEADER_BYTES + IV_BYTES, BODY_START));
  try {
    return Buffer.concat([decipher.update(envelope.subarray(BODY_START)), decipher.final()]);
  } catch (cause) {
    throw new EnvelopeRejected('it does not belong here, or was changed', { cause });
  }
}

// JSON keeps the parts apart whatever characters they contain.
function additionalData(header: Buffer, { tenantId, purpose, version }: EnvelopeContext): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify([tenantId, purpose, version]))]);
}
