import type { Organization } from './organization.js';
import { PortFault } from './port-fault.js';
import type { Integration } from './schemas/integration.js';

export function findIntegration(organization: Organization, identifier: string): Integration {
  const integration = organization.integrations.get(identifier);
  if (!integration) throw new PortFault(404, 'not_found', `Integration with identifier "${identifier}" was not found`);
  return integration;
}

/** What the integration routes tell: examples and resync requests have routes of their own. */
export function shown({ examples: _examples, resyncRequest: _request, ...integration }: Integration) {
  return integration;
}
