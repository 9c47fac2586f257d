import { IntegrationId, TenantId } from '@longshore/domain';

export interface Workload {
  tenantId: TenantId;
  integrationId: IntegrationId;
}

/** The reverse of domain's workloadSubject; null for a subject of another shape. */
export function parseSubject(subject: string): Workload | null {
  const [, tenant, integration] = /^tenant:([^:]+):integration:([^:]+)$/.exec(subject) ?? [];
  const tenantId = TenantId.safeParse(tenant);
  const integrationId = IntegrationId.safeParse(integration);
  return tenantId.data && integrationId.data ? { tenantId: tenantId.data, integrationId: integrationId.data } : null;
}
