import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TenantId } from '@longshore/domain';
import { CreateApiKey } from '../keys/create-api-key.js';
import { CheckPortCredentials } from '../port/check-port-credentials.js';
import type { PortCredentials } from '../port/port-credentials.js';
import { StoredPortCredentials } from '../port/stored-port-credentials.js';
import { TenantAdmission } from './tenant-admission.js';

export interface Registration {
  name: string;
  port: PortCredentials;
}

export interface RegisteredTenant {
  id: TenantId;
  name: string;
  issuer: string;
  /** Told here and never again. */
  apiKey: string;
}

@Injectable()
export class RegisterTenant {
  constructor(
    private readonly checkPort: CheckPortCredentials,
    private readonly admission: TenantAdmission,
    private readonly credentials: StoredPortCredentials,
    private readonly createApiKey: CreateApiKey,
  ) {}

  /**
   * Stores nothing unless Port accepts the credentials. Throws PortCredentialsRejected, PortUnreachable or PortRejected,
   * and PortOrganizationTaken when a live tenant has that organization.
   */
  async run({ name, port }: Registration): Promise<RegisteredTenant> {
    const id = TenantId.parse(randomUUID());
    const organization = await this.checkPort.run(id, port);
    const tenant = await this.admission.admit({ id, name, portRegion: port.region, portOrgId: organization.id });
    try {
      await this.credentials.put(id, port);
      const { apiKey } = await this.createApiKey.run(id);
      return { id, name: tenant.name, issuer: tenant.issuerUrl, apiKey };
    } catch (error) {
      await this.admission.withdraw(id);
      throw error;
    }
  }
}
