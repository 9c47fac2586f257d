import type { Config } from '../config/config.js';
import { type SealingKey, sealingKey } from './envelope.js';
import { generatedSecret, randomText } from './generated-secret.js';

/** The key-encryption key of the installation; an injection token as well. */
export class EncryptionKey implements SealingKey {
  readonly id: Buffer;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    const key = sealingKey(bytes);
    this.id = key.id;
    this.bytes = key.bytes;
  }

  /** The name that is stored beside what this key wraps. */
  get name(): string {
    return this.id.toString('hex');
  }
}

/** ENCRYPTION_KEY, or else the one in `{DATA_DIR}/encryption.key`, generated on first use. */
export async function loadEncryptionKey(config: Pick<Config, 'encryptionKey' | 'dataDir'>): Promise<EncryptionKey> {
  if (config.encryptionKey) return new EncryptionKey(config.encryptionKey);
  const { value } = await generatedSecret(config.dataDir, 'encryption.key', () => randomText(32, 'base64'));
  return new EncryptionKey(Buffer.from(value, 'base64'));
}
