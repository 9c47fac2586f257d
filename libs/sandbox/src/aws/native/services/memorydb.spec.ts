import { DescribeUsersCommand, ListTagsCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import { describe, expect } from 'vitest';
import { refusal } from '../../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION, tags } from '../../fixtures/native-test.js';

const TYPE = 'AWS::MemoryDB::User';
const arnOf = (name: string) => `arn:aws:memorydb:${REGION}:${ACCOUNT}:user/${name}`;
const ARN = arnOf('orders');

describe('MemoryDB', () => {
  nativeTest('tells what users may do and how they prove who they are', async ({ aws, config }) => {
    const user = { Status: 'active', AccessString: 'on ~* +@read' };
    put(aws, TYPE, { ...user, UserName: 'default', Arn: arnOf('default') });
    put(aws, TYPE, { ...user, UserName: 'orders', Arn: ARN, AuthenticationMode: { Type: 'password' } });

    const { Users, NextToken } = await new MemoryDBClient(config).send(new DescribeUsersCommand({}));

    const told = { ...user, MinimumEngineVersion: '6.2' };
    expect(Users).toEqual([
      {
        ...told,
        Name: 'default',
        ARN: arnOf('default'),
        ACLNames: ['open-access'],
        Authentication: { Type: 'no-password', PasswordCount: 0 },
      },
      { ...told, Name: 'orders', ARN, ACLNames: [], Authentication: { Type: 'password', PasswordCount: 1 } },
    ]);
    expect(NextToken).toBeUndefined();
  });

  nativeTest('tells tags by ARN', async ({ aws, config }) => {
    put(aws, TYPE, { UserName: 'orders', Arn: ARN, Tags: tags });

    const { TagList } = await new MemoryDBClient(config).send(new ListTagsCommand({ ResourceArn: ARN }));

    expect(TagList).toEqual(tags);
  });

  nativeTest.for([
    [ARN, 'UserNotFoundFault'],
    [`arn:aws:memorydb:${REGION}:${ACCOUNT}:acl/orders`, 'InvalidARNFault'],
  ] as const)('answers for the tags of %s with %s', async ([ResourceArn, code], { config }) => {
    const asked = new MemoryDBClient(config).send(new ListTagsCommand({ ResourceArn }));

    expect((await refusal(asked)).code).toBe(code);
  });

  nativeTest.for([{ MaxResults: 0 }, { MaxResults: 101 }, { UserName: '1' }])(
    'refuses %j',
    async (input, { config }) => {
      const asked = new MemoryDBClient(config).send(new DescribeUsersCommand(input));

      expect((await refusal(asked)).code).toBe('InvalidParameterValueException');
    },
  );
});
