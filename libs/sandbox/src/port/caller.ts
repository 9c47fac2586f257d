import type { FastifyRequest } from 'fastify';
import type { AccessTokens } from './access-tokens.js';
import { Changes } from './changes.js';
import type { Journal } from './journal.js';
import type { Organization } from './organization.js';
import { blueprintNotFound, PortFault } from './port-fault.js';
import type { Blueprint } from './schemas/blueprint.js';

/** The organization that a request's token stands for, and the writer of its changes. */
export interface Caller {
  organization: Organization;
  changes: Changes;
}

export const CALLER = 'caller';

/** Reads the bearer token; a wrong, expired or absent one is a 401. */
export function authenticate(request: FastifyRequest, tokens: AccessTokens, journal: Journal): Caller {
  const organization = organizationOf(request, tokens);
  if (!organization) throw new PortFault(401, 'unauthorized', 'The access token is missing, expired or not valid');
  const userAgent = request.headers['user-agent'] ?? '';
  return { organization, changes: new Changes(organization, journal, { requestId: request.id, userAgent }) };
}

export function organizationOf({ headers }: FastifyRequest, tokens: AccessTokens): Organization | undefined {
  const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return token === undefined ? undefined : tokens.organization(token);
}

export function callerOf(request: Pick<FastifyRequest, 'getDecorator'>): Caller {
  return request.getDecorator<Caller>(CALLER);
}

export function blueprintOf(organization: Organization, identifier: string): Blueprint {
  const blueprint = organization.blueprints.get(identifier);
  if (!blueprint) throw blueprintNotFound(identifier);
  return blueprint;
}
