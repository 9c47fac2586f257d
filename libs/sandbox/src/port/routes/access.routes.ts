import type { AccessTokens } from '../access-tokens.js';
import { callerOf } from '../caller.js';
import type { Organizations } from '../organizations.js';
import { PortFault } from '../port-fault.js';
import { Credentials, OrganizationAnswer, Token } from '../schemas/access.js';
import type { PortApp } from '../zod-types.js';

export function tokenRoute(app: PortApp, organizations: Organizations, tokens: AccessTokens): void {
  const schema = { body: Credentials, response: { 200: Token } };
  app.post('/v1/auth/access_token', { schema }, (request) => {
    // Port's gateway checks any bearer token it is sent, also here; its Kubernetes exporter clears the header for that reason.
    if (request.headers.authorization !== undefined)
      throw new PortFault(401, 'unauthorized', 'The access token is not valid');
    const organization = organizations.withClientId(request.body.clientId);
    if (organization?.identity.clientSecret !== request.body.clientSecret)
      throw new PortFault(401, 'invalid_credentials', 'Invalid clientId or clientSecret');
    return { ok: true as const, ...tokens.issue(organization), tokenType: 'Bearer' as const };
  });
}

export function organizationRoute(app: PortApp): void {
  app.get('/v1/organization', { schema: { response: { 200: OrganizationAnswer } } }, (request) => {
    const { id, name } = callerOf(request).organization.identity;
    return { ok: true as const, organization: { id, name, featureFlags: [] } };
  });
}
