import { z } from 'zod';
import { AwsFault } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import type { Operation } from '../wire/operation.js';
import { accountShape, describeAccount } from './account-shape.js';
import { administered, onEverything, onResource } from './access.js';
import { organizationsOperation, pageOf, paging, ROOT_ID, UNIT_ID } from './organizations-operation.js';

const NextToken = z.string().optional();
const ParentId = z.union([z.string().regex(ROOT_ID), z.string().regex(UNIT_ID)]);
const unitShape = z.strictObject({ Id: z.string(), Arn: z.string(), Name: z.string() });

function listRoots(state: AwsState): Operation {
  const rootShape = unitShape.extend({ PolicyTypes: z.array(z.never()) });
  return organizationsOperation({
    input: z.strictObject(paging),
    output: z.strictObject({ Roots: z.array(rootShape), NextToken }),
    permission: onEverything('organizations:ListRoots'),
    run(_input, request) {
      const organization = administered(state, request);
      const { rootId } = organization;
      return { Roots: [{ Id: rootId, Arn: organization.arnOf(rootId), Name: 'Root', PolicyTypes: [] }] };
    },
  });
}

function listAccounts(state: AwsState): Operation {
  return organizationsOperation({
    input: z.strictObject(paging),
    output: z.strictObject({ Accounts: z.array(accountShape), NextToken }),
    permission: onEverything('organizations:ListAccounts'),
    run(input, request) {
      const organization = administered(state, request);
      const listing = `${organization.id} ListAccounts`;
      const { page, NextToken: next } = pageOf(organization.accounts(), input, {
        listing,
        idOf: ({ accountId }) => accountId,
      });
      return { Accounts: page.map(describeAccount), NextToken: next };
    },
  });
}

function listAccountsForParent(state: AwsState): Operation {
  return organizationsOperation({
    input: z.strictObject({ ParentId, ...paging }),
    output: z.strictObject({ Accounts: z.array(accountShape), NextToken }),
    permission: ({ ParentId: id }, request) =>
      onResource(state, request, { action: 'organizations:ListAccountsForParent', id }),
    run({ ParentId: parentId, ...input }, request) {
      const organization = administered(state, request);
      if (!organization.isContainer(parentId)) throw parentNotFound();
      const { page, NextToken: next } = pageOf(organization.accounts(parentId), input, {
        listing: `${organization.id} ListAccountsForParent ${parentId}`,
        idOf: ({ accountId }) => accountId,
      });
      return { Accounts: page.map(describeAccount), NextToken: next };
    },
  });
}

function listOrganizationalUnitsForParent(state: AwsState): Operation {
  return organizationsOperation({
    input: z.strictObject({ ParentId, ...paging }),
    output: z.strictObject({ OrganizationalUnits: z.array(unitShape), NextToken }),
    permission: ({ ParentId: id }, request) =>
      onResource(state, request, { action: 'organizations:ListOrganizationalUnitsForParent', id }),
    run({ ParentId: parentId, ...input }, request) {
      const organization = administered(state, request);
      if (!organization.isContainer(parentId)) throw parentNotFound();
      const { page, NextToken: next } = pageOf(organization.units(parentId), input, {
        listing: `${organization.id} ListOrganizationalUnitsForParent ${parentId}`,
        idOf: ({ id }) => id,
      });
      const units = page.map(({ id, name }) => ({ Id: id, Arn: organization.arnOf(id), Name: name }));
      return { OrganizationalUnits: units, NextToken: next };
    },
  });
}

export function listOperations(state: AwsState): Record<string, Operation> {
  return {
    ListRoots: listRoots(state),
    ListAccounts: listAccounts(state),
    ListAccountsForParent: listAccountsForParent(state),
    ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent(state),
  };
}

function parentNotFound(): AwsFault {
  return new AwsFault('ParentNotFoundException', "You specified a parent that doesn't exist.");
}
