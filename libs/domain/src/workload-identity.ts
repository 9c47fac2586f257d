import type { IntegrationId, TenantId } from './ids.js';

/** The audience that AWS documents for its STS; fixed, so that every customer's trust policy reads the same. */
export const WORKLOAD_AUDIENCE = 'sts.amazonaws.com';

/** The `sub` of an integration's tokens, which its roles pin (RFC 7519 4.1.2). */
export function workloadSubject(tenantId: TenantId, integrationId: IntegrationId): string {
  return `tenant:${tenantId}:integration:${integrationId}`;
}
