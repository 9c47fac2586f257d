import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { StackSets } from '../cloudformation/stack-sets.js';
import type { OrganizationChanges } from '../organizations/organization-changes.js';
import type { Estate } from '../resources/estate/estate.js';
import { populate } from '../resources/estate/generate.js';
import type { AwsState } from '../state/aws-state.js';
import { LifecycleState, OrganizationState } from '../state/organization-state.js';

const accountId = z.string().regex(/^\d{12}$/);
const accountPath = z.strictObject({ accountId });

const NewAccount = z.strictObject({
  id: accountId.optional(),
  name: z.string().min(1).max(50),
  parentId: z.string().optional(),
  resourcesPerKind: z.int().min(0).optional(),
});

const AccountChange = z.strictObject({
  state: LifecycleState.optional(),
  parentId: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

const NewUnit = z.strictObject({ name: z.string().min(1).max(128), parentId: z.string().optional() });

const Change = z.strictObject({
  /** False: AWSOrganizationsNotInUseException for everyone. */
  isInUse: z.boolean().optional(),
  /** False: no StackSet can be made. */
  hasStackSetsAccess: z.boolean().optional(),
  delegatedAdministratorIds: z.array(accountId).optional(),
});

export interface OrganizationWorld {
  state: AwsState;
  organization: OrganizationChanges;
  stackSets: StackSets;
  estate: Estate;
  seed: string;
}

/** What the owners of an organization do to it in their console. Each answers when StackSets have followed. */
export function organizationRoutes(app: FastifyInstance, world: OrganizationWorld): void {
  const { organization: changes, stackSets, estate, seed } = world;
  app.get('/organization', () => OrganizationState.parse(changes.organization));
  app.patch('/organization', ({ body }) => {
    changes.change(Change.parse(body));
    return OrganizationState.parse(changes.organization);
  });
  app.post('/organization/organizational-units', ({ body }, reply) =>
    reply.code(201).send(changes.addUnit(NewUnit.parse(body))),
  );
  app.post('/organization/accounts', async ({ body }, reply) => {
    const wanted = NewAccount.parse(body);
    const member = changes.addAccount(wanted);
    populate(estate, {
      seed,
      account: { id: member.accountId, name: wanted.name, resourcesPerKind: member.resourcesPerKind ?? 1 },
    });
    await stackSets.followOrganization();
    return reply.code(201).send(member);
  });
  app.patch('/organization/accounts/:accountId', async ({ params, body }) => {
    const member = changes.changeAccount(accountPath.parse(params).accountId, AccountChange.parse(body));
    await stackSets.followOrganization();
    return member;
  });
  app.delete('/organization/accounts/:accountId', async ({ params }, reply) => {
    changes.removeAccount(accountPath.parse(params).accountId);
    await stackSets.followOrganization();
    return reply.code(204).send();
  });
}
