import { IntegrationStore, TenantStore } from '@longshore/database';
import { NotFound, type SyncId, type TenantId, WORKLOAD_AUDIENCE, workloadSubject } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { CompleteSetup } from '../complete-setup.js';
import { findIntegration, type Integration } from '../integration.js';
import { carryOut, type Check } from './check.js';
import { probeIssuer } from './issuer-probe.js';
import { VerificationProbes } from './verification-probes.js';

export interface Verification {
  /** passed: Port, the issuer and at least one account work. Other accounts may still wait for their stack. */
  status: 'passed' | 'failed';
  checks: Check[];
  /** The first sync, when this verification started it. */
  syncId: SyncId | null;
}

/** Tries everything that a sync needs and says what is missing. The first pass makes the integration active and starts its first sync. */
@Injectable()
export class VerifyIntegration {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly tenants: TenantStore,
    private readonly completeSetup: CompleteSetup,
    private readonly probes: VerificationProbes,
  ) {}

  /** Throws NotFound only: whatever else goes wrong is a failed check. */
  async run(tenantId: TenantId, identifier: string): Promise<Verification> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const tenant = await this.tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    await this.completeSetup.run(tenantId, integration);

    const { issuerUrl } = tenant;
    const expected = {
      issuer: issuerUrl,
      subject: workloadSubject(tenantId, integration.id),
      audience: WORKLOAD_AUDIENCE,
    };
    const [port, issuer] = await Promise.all([
      this.probes.port(tenantId, integration),
      carryOut('issuer-reachable', () => probeIssuer(issuerUrl)),
    ]);
    const { checks, isAnyReadable } = await this.probes.accounts.run(tenantId, integration, expected);

    const status = port.status === 'passed' && issuer.status === 'passed' && isAnyReadable;
    return {
      status: status ? 'passed' : 'failed',
      checks: [port, issuer, ...checks],
      syncId: status && integration.state === 'pending' ? await this.activate(tenantId, integration) : null,
    };
  }

  private async activate(tenantId: TenantId, { id, identifier }: Integration): Promise<SyncId | null> {
    await this.integrations.setState(tenantId, id, 'active');
    return this.probes.syncs.openFirst(tenantId, identifier);
  }
}
