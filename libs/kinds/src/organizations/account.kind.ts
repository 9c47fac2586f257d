import { defineKind } from '../define-kind.js';
import { string, time } from '../fields.js';

/** All accounts of an organization, as its management account or a delegated administrator sees them. */
export const organizationsAccount = defineKind({
  type: 'AWS::Organizations::Account',
  title: 'Organizations account',
  source: 'native',
  native: {
    service: 'organizations',
    reach: 'global',
    list: {
      operation: 'ListAccounts',
      items: 'Accounts[]',
      token: ['NextToken', 'NextToken'],
      noneWhen: ['AWSOrganizationsNotInUseException'],
      onlyIn: { operation: 'DescribeOrganization', account: 'Organization.MasterAccountId' },
    },
    actions: [
      { name: 'ListAccountsAction' },
      {
        name: 'ListParentsAction',
        optional: true,
        operation: 'ListParents',
        input: { ChildId: '{Id}' },
        token: ['NextToken', 'NextToken'],
        merge: [{ Parents: 'Parents' }],
        empty: { Parents: [] },
      },
      {
        name: 'ListTagsForResourceAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { ResourceId: '{Id}' },
        token: ['NextToken', 'NextToken'],
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{Id}',
    read: { operation: 'DescribeAccount', input: { AccountId: '{Id}' }, items: 'Account' },
  },
  blueprint: 'organizationsAccount',
  entity: {
    identifier: '.Properties.Id',
    title: '.Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      email: string('E-mail', '.Properties.Email'),
      status: string('Status', '.Properties.State // .Properties.Status'),
      joinedMethod: string('Joined by', '.Properties.JoinedMethod'),
      joined: time('Joined', '.Properties.JoinedTimestamp'),
    },
    relations: { account: { title: 'Account', target: 'awsAccount', from: '.Properties.Id' } },
  },
});
