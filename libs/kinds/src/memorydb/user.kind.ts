import { defineKind } from '../define-kind.js';
import { account, array, region, string } from '../fields.js';

export const memorydbUser = defineKind({
  type: 'AWS::MemoryDB::User',
  title: 'MemoryDB user',
  source: 'native',
  native: {
    service: 'memorydb',
    list: {
      operation: 'DescribeUsers',
      input: { MaxResults: 50 },
      items: 'Users[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'DescribeMemoryDbUsersAction' },
      {
        name: 'ListTagsForMemoryDbUserAction',
        optional: true,
        operation: 'ListTags',
        input: { ResourceArn: '{ARN}' },
        merge: [{ TagList: 'TagList' }],
        empty: { TagList: [] },
      },
    ],
    identifier: '{Name}',
    read: { operation: 'DescribeUsers', input: { UserName: '{Name}' }, items: 'Users[]' },
  },
  blueprint: 'memoryDbUser',
  entity: {
    identifier: '.Properties.ARN',
    title: '.Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.ARN'),
      region,
      status: string('Status', '.Properties.Status'),
      access: string('Access', '.Properties.AccessString'),
      acls: array('Access control lists', '.Properties.ACLNames'),
      authentication: string('Authentication', '.Properties.Authentication.Type'),
    },
    relations: { account },
  },
});
