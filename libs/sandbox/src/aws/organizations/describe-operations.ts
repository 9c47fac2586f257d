import { z } from 'zod';
import { AwsFault } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import type { Operation } from '../wire/operation.js';
import { administered, onEverything, onResource } from './access.js';
import { accountShape, describeAccount } from './account-shape.js';
import { Organization } from './organization.js';
import { ACCOUNT_ID, organizationsOperation, paging, ROOT_ID, UNIT_ID } from './organizations-operation.js';

const organizationShape = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  FeatureSet: z.literal('ALL'),
  MasterAccountArn: z.string(),
  MasterAccountId: z.string(),
  MasterAccountEmail: z.string(),
  AvailablePolicyTypes: z.array(z.never()),
});

/** The one read that every account of an organization may make (Organizations API Reference). */
function describeOrganization(state: AwsState): Operation {
  return organizationsOperation({
    input: z.strictObject({}),
    output: z.strictObject({ Organization: organizationShape }),
    permission: onEverything('organizations:DescribeOrganization'),
    run(_input, { accountId }) {
      const { id, arn, management } = Organization.of(state, accountId);
      return {
        Organization: {
          Id: id,
          Arn: arn,
          FeatureSet: 'ALL' as const,
          MasterAccountArn: management.arn,
          MasterAccountId: management.accountId,
          MasterAccountEmail: management.email,
          AvailablePolicyTypes: [],
        },
      };
    },
  });
}

function describeAccountOperation(state: AwsState): Operation {
  return organizationsOperation({
    input: z.strictObject({ AccountId: z.string().regex(ACCOUNT_ID) }),
    output: z.strictObject({ Account: accountShape }),
    permission: ({ AccountId: id }, request) =>
      onResource(state, request, { action: 'organizations:DescribeAccount', id }),
    run({ AccountId }, request) {
      const account = administered(state, request).account(AccountId);
      if (account !== undefined) return { Account: describeAccount(account) };
      throw new AwsFault('AccountNotFoundException', "You specified an account that doesn't exist.");
    },
  });
}

function listParents(state: AwsState): Operation {
  const parentShape = z.strictObject({ Id: z.string(), Type: z.enum(['ROOT', 'ORGANIZATIONAL_UNIT']) });
  return organizationsOperation({
    input: z.strictObject({ ChildId: z.union([z.string().regex(ACCOUNT_ID), z.string().regex(UNIT_ID)]), ...paging }),
    output: z.strictObject({ Parents: z.array(parentShape) }),
    permission: ({ ChildId: id }, request) => onResource(state, request, { action: 'organizations:ListParents', id }),
    run({ ChildId }, request) {
      const organization = administered(state, request);
      const child = organization.account(ChildId) ?? organization.unit(ChildId);
      if (child === undefined) {
        throw new AwsFault('ChildNotFoundException', "You specified a child that doesn't exist.");
      }
      const isRoot = child.parentId === organization.rootId;
      return { Parents: [{ Id: child.parentId, Type: isRoot ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const) }] };
    },
  });
}

/** Of accounts; the roots and units of this stand-in have none. */
function listTagsForResource(state: AwsState): Operation {
  const id = z.union([z.string().regex(ACCOUNT_ID), z.string().regex(UNIT_ID), z.string().regex(ROOT_ID)]);
  return organizationsOperation({
    input: z.strictObject({ ResourceId: id, NextToken: paging.NextToken }),
    output: z.strictObject({ Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })) }),
    permission: ({ ResourceId }, request) =>
      onResource(state, request, { action: 'organizations:ListTagsForResource', id: ResourceId }),
    run({ ResourceId }, request) {
      const organization = administered(state, request);
      const account = organization.account(ResourceId);
      if (account === undefined && !organization.isContainer(ResourceId)) {
        throw new AwsFault('TargetNotFoundException', "You specified a target that doesn't exist.");
      }
      return { Tags: Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
    },
  });
}

export function describeOperations(state: AwsState): Record<string, Operation> {
  return {
    DescribeOrganization: describeOrganization(state),
    DescribeAccount: describeAccountOperation(state),
    ListParents: listParents(state),
    ListTagsForResource: listTagsForResource(state),
  };
}
