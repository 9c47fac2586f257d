import { randomBytes } from 'node:crypto';
import type { PortWorld } from '../app.js';
import {
  CountsAnswer,
  JournalAnswer,
  OrganizationRequest,
  OrganizationsAnswer,
  OrganizationWithSecret,
  Since,
} from '../schemas/admin.js';
import type { PortApp } from '../zod-types.js';

/** What Port does not have: a look behind it, for tests and the demo. */
export function adminRoutes(app: PortApp, { organizations, counts }: PortWorld): void {
  const read = { querystring: Since, response: { 200: JournalAnswer } };
  app.get('/_sandbox/journal', { schema: read }, ({ query }) => ({
    changes: organizations.journal.since(query.since, query.limit),
    last: organizations.journal.last,
  }));

  app.get('/_sandbox/counts', { schema: { response: { 200: CountsAnswer } } }, () => ({
    requests: counts.all(),
    organizations: organizations.list().map(({ identity, entities }) => ({
      id: identity.id,
      name: identity.name,
      entities: entities.counts(),
      writes: organizations.journal.writes(identity.id),
    })),
  }));

  app.get('/_sandbox/organizations', { schema: { response: { 200: OrganizationsAnswer } } }, () => ({
    organizations: organizations.list().map(({ identity }) => identity),
  }));

  const create = { body: OrganizationRequest, response: { 201: OrganizationWithSecret } };
  app.post('/_sandbox/organizations', { schema: create }, ({ body }, reply) => {
    const identity = {
      id: body.id ?? `org_${random(8)}`,
      name: body.name,
      clientId: body.clientId ?? random(16),
      clientSecret: body.clientSecret ?? random(32),
    };
    reply.code(201);
    return organizations.create(identity).identity;
  });
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
