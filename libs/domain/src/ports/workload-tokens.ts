import type { IntegrationId, TenantId } from '../ids.js';

/** Signs the token that proves to AWS STS which tenant and integration asks. */
export abstract class WorkloadTokens {
  /** A compact RS256 JWT for that tenant's own issuer: sub `tenant:{t}:integration:{i}`, aud sts.amazonaws.com, valid 5 minutes. */
  abstract sign(tenantId: TenantId, integrationId: IntegrationId): Promise<string>;
}
