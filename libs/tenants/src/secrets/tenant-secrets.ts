import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox, type TenantId } from '@longshore/domain';
import { open, seal } from '@longshore/platform';
import { DataKeys } from './data-keys.js';

/** A tenant has had one data key; a second one would be version 2. */
const VERSION = 1;

const DIGEST_BYTES = 16;

/** Every method throws NotFound when the tenant is unknown or its data key was destroyed. */
@Injectable()
export class TenantSecrets extends SecretBox {
  constructor(private readonly dataKeys: DataKeys) {
    super();
  }

  async seal(tenantId: TenantId, purpose: string, plaintext: Buffer): Promise<Buffer> {
    return seal(await this.dataKeys.get(tenantId), { tenantId, purpose, version: VERSION }, plaintext);
  }

  /** Throws EnvelopeRejected when the ciphertext is another tenant's or purpose's, or was changed. */
  async open(tenantId: TenantId, purpose: string, ciphertext: Uint8Array): Promise<Buffer> {
    return open(await this.dataKeys.get(tenantId), { tenantId, purpose, version: VERSION }, Buffer.from(ciphertext));
  }

  async digester(tenantId: TenantId): Promise<(text: string) => Buffer> {
    const { bytes } = await this.dataKeys.get(tenantId);
    // One key for one use (NIST SP 800-57 5.2): hashing has its own, derived from the data key (RFC 5869).
    const key = Buffer.from(hkdfSync('sha256', bytes, '', `digest|${tenantId}|${VERSION}`, 32));
    return (text) => createHmac('sha256', key).update(text).digest().subarray(0, DIGEST_BYTES);
  }
}
