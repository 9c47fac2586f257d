import { Injectable } from '@nestjs/common';
import { SecretStore } from '@longshore/database';
import { NotFound, type TenantId } from '@longshore/domain';
import { TenantSecrets } from '../secrets/tenant-secrets.js';
import { PORT_PURPOSE, type PortCredentials, sealedCredentials } from './port-credentials.js';

/** The tenants' Port credentials, sealed. */
@Injectable()
export class StoredPortCredentials {
  constructor(
    private readonly stored: SecretStore,
    private readonly secrets: TenantSecrets,
  ) {}

  /** Keeps credentials that Port has accepted; older ones retire. */
  async put(tenantId: TenantId, { clientId, clientSecret }: PortCredentials): Promise<void> {
    const plaintext = Buffer.from(JSON.stringify({ clientId, clientSecret }));
    await this.stored.put(tenantId, PORT_PURPOSE, await this.secrets.seal(tenantId, PORT_PURPOSE, plaintext));
  }

  /** Opens what was read as the current version; throws NotFound when there is none, or the tenant's data key was destroyed. */
  async open(tenantId: TenantId, ciphertext: Uint8Array | null): Promise<{ clientId: string; clientSecret: string }> {
    if (!ciphertext) throw new NotFound('Tenant');
    const text = await this.secrets.open(tenantId, PORT_PURPOSE, ciphertext);
    return sealedCredentials.parse(JSON.parse(text.toString()));
  }
}
