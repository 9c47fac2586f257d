import type { TenantId } from '../ids.js';

/** Seals what a tenant's rows must not show in clear, under the tenant's own data key. */
export abstract class SecretBox {
  /** AES-256-GCM; tenant and purpose are bound as additional data, so a ciphertext opens nowhere else. */
  abstract seal(tenantId: TenantId, purpose: string, plaintext: Buffer): Promise<Buffer>;
  abstract open(tenantId: TenantId, purpose: string, ciphertext: Buffer): Promise<Buffer>;

  /** A keyed hash of 16 bytes: a plain hash of a guessable value would give the value away. Synchronous once made, for the hot path. */
  abstract digester(tenantId: TenantId): Promise<(text: string) => Buffer>;
}
