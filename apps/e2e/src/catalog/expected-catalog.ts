import type { JsonObject } from '@longshore/domain';
import type { Estate, OrganizationPlan } from '@longshore/sandbox';
import { cloudControlKinds } from './cloud-control-kinds.js';
import { computeKinds } from './compute-kinds.js';
import { dataKinds } from './data-kinds.js';
import { deliveryKinds } from './delivery-kinds.js';
import { CREATED, type ExpectedEntity, type Expectations } from './expectation.js';
import { mailKinds } from './mail-kinds.js';
import { pipelineKinds } from './pipeline-kinds.js';
import { registryKinds } from './registry-kinds.js';
import { workflowKinds } from './workflow-kinds.js';

const estateKinds: Expectations = {
  ...computeKinds,
  ...dataKinds,
  ...deliveryKinds,
  ...mailKinds,
  ...pipelineKinds,
  ...workflowKinds,
  ...cloudControlKinds,
  ...registryKinds,
};

/** What a kind should become in a catalog of the whole organization, by identifier. Throws for a kind of which nobody has said it. */
export function expectedEntities(kind: string, estate: Estate, organization: OrganizationPlan): ExpectedEntity[] {
  return all(kind, estate, organization).map(withoutNulls).sort(byIdentifier);
}

function all(kind: string, estate: Estate, organization: OrganizationPlan): ExpectedEntity[] {
  if (kind === 'AWS::Account::Info') return organization.accounts.map(accountInfo);
  if (kind === 'AWS::Organizations::Account') return organizationAccounts(organization);
  const expectation = estateKinds[kind];
  if (expectation === undefined) throw new Error(`Nobody has said what ${kind} should become.`);
  const { estateType = kind, hasRegion, entities } = expectation;
  return organization.accounts.flatMap(({ id: accountId }) =>
    estate.everything(accountId, estateType).flatMap(({ region, properties }) =>
      entities(properties, { accountId, region, others: othersIn(estate, accountId, region) }).map(
        ({ properties: own = {}, relations, ...names }) => ({
          ...names,
          properties: { ...own, ...(hasRegion !== false && { region }) },
          relations: { account: accountId, ...relations },
        }),
      ),
    ),
  );
}

const othersIn = (estate: Estate, accountId: string, region: string) => (type: string) =>
  estate.resources(accountId, region, type).map(({ properties }) => properties);

function accountInfo({ id, name }: OrganizationPlan['accounts'][number]): ExpectedEntity {
  return { identifier: id, title: name, properties: {}, relations: {} };
}

/** As the management account sees them, which was invited first. */
function organizationAccounts({ id: organizationId, accounts }: OrganizationPlan): ExpectedEntity[] {
  const [management] = accounts;
  return accounts.map(({ id, name }) => ({
    identifier: id,
    title: name,
    properties: {
      arn: `arn:aws:organizations::${management.id}:account/${organizationId}/${id}`,
      email: `${name}@example.com`,
      status: 'ACTIVE',
      joinedMethod: id === management.id ? 'INVITED' : 'CREATED',
      joined: CREATED,
    },
    relations: { account: id },
  }));
}

interface Told {
  identifier: string;
  title: string;
  properties: { readonly [id: string]: unknown };
  relations: { readonly [id: string]: unknown };
}

/** What an entity has; Port tells no difference between a property that is null and one that was never written. */
export function withoutNulls({ identifier, title, properties, relations }: Told): ExpectedEntity {
  return { identifier, title, properties: set(properties), relations: set(relations) };
}

function set(values: { readonly [id: string]: unknown }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as JsonObject;
}

export function byIdentifier(a: { identifier: string }, b: { identifier: string }): number {
  return a.identifier < b.identifier ? -1 : 1;
}
