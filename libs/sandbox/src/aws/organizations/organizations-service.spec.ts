import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { describe, expect } from 'vitest';
import { refusal } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';
import { MANAGEMENT, MEMBER, organizationTest, PLAN } from '../fixtures/organization-test.js';
import { startSandboxAws } from '../sandbox-aws.js';
import { DEMO_ORGANIZATION, generateOrganization } from './organization-plan.js';

const arn = (resource: string) => `arn:aws:organizations::${MANAGEMENT}:${resource}`;

const prod = {
  Id: MEMBER,
  Arn: arn(`account/o-abcdef1234/${MEMBER}`),
  Email: 'prod@example.com',
  Name: 'prod',
  Status: 'ACTIVE',
  State: 'ACTIVE',
  JoinedMethod: 'CREATED',
  JoinedTimestamp: new Date('2024-02-01T10:00:00Z'),
};

describe('Organizations', () => {
  organizationTest('tells the management account what it manages', async ({ scene }) => {
    const client = scene.client();

    const { Organization: organization } = await client.send(new DescribeOrganizationCommand({}));
    const { Roots: roots } = await client.send(new ListRootsCommand({}));
    const { Account: account } = await client.send(new DescribeAccountCommand({ AccountId: MEMBER }));

    expect(organization).toEqual({
      Id: 'o-abcdef1234',
      Arn: arn('organization/o-abcdef1234'),
      FeatureSet: 'ALL',
      MasterAccountArn: arn(`account/o-abcdef1234/${MANAGEMENT}`),
      MasterAccountId: MANAGEMENT,
      MasterAccountEmail: 'management@example.com',
      AvailablePolicyTypes: [],
    });
    expect(roots).toEqual([{ Id: 'r-ab12', Arn: arn('root/o-abcdef1234/r-ab12'), Name: 'Root', PolicyTypes: [] }]);
    expect(account).toEqual(prod);
  });

  organizationTest('lists children of one parent, not their children', async ({ scene }) => {
    const client = scene.client();
    const under = async (ParentId: string) => {
      const { OrganizationalUnits: units } = await client.send(
        new ListOrganizationalUnitsForParentCommand({ ParentId }),
      );
      const { Accounts: accounts } = await client.send(new ListAccountsForParentCommand({ ParentId }));
      return [units?.map(({ Name }) => Name), accounts?.map(({ Name }) => Name)];
    };

    expect(await under('r-ab12')).toEqual([['Workloads'], ['management']]);
    expect(await under('ou-ab12-11111111')).toEqual([['Production'], ['tools']]);
    expect(await under('ou-ab12-22222222')).toEqual([[], ['prod']]);
  });

  organizationTest('tells the parent and the tags of an account', async ({ scene }) => {
    const client = scene.client();
    const path = `${scene.aws.url}/_sandbox/organization/accounts/${MEMBER}`;
    await callJson('PATCH', path, { tags: { owner: 'shop' } });

    const { Parents: parents } = await client.send(new ListParentsCommand({ ChildId: MEMBER }));
    const { Parents: grandparents } = await client.send(new ListParentsCommand({ ChildId: 'ou-ab12-11111111' }));
    const { Tags: tags } = await client.send(new ListTagsForResourceCommand({ ResourceId: MEMBER }));

    expect([parents, grandparents]).toEqual([
      [{ Id: 'ou-ab12-22222222', Type: 'ORGANIZATIONAL_UNIT' }],
      [{ Id: 'r-ab12', Type: 'ROOT' }],
    ]);
    expect(tags).toEqual([{ Key: 'owner', Value: 'shop' }]);
  });

  organizationTest('gives every account once over its pages', async ({ scene }) => {
    const ids: Array<string | undefined> = [];
    for await (const page of paginateListAccounts({ client: scene.client(), pageSize: 1 }, {})) {
      ids.push(...(page.Accounts ?? []).map(({ Id }) => Id));
    }

    expect(ids).toEqual(PLAN.accounts.map(({ id }) => id).sort());
  });

  organizationTest('tells a member its organization and nothing about others', async ({ scene }) => {
    const member = scene.client(MEMBER);

    const { Organization: organization } = await member.send(new DescribeOrganizationCommand({}));
    const refused = await refusal(member.send(new ListAccountsCommand({})));

    expect(organization?.MasterAccountId).toBe(MANAGEMENT);
    expect(refused).toEqual({
      code: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });

  organizationTest('answers a delegated administrator as the management account', async ({ scene }) => {
    const changed = await callJson('PATCH', `${scene.aws.url}/_sandbox/organization`, {
      delegatedAdministratorIds: [MEMBER],
    });
    const { Accounts: accounts } = await scene.client(MEMBER).send(new ListAccountsCommand({}));

    expect(changed.status).toBe(200);
    expect(accounts?.map(({ Name }) => Name)).toEqual(['management', 'prod', 'tools']);
  });

  const refusals = [
    ['a parent that is no id', new ListAccountsForParentCommand({ ParentId: 'Production' }), 'InvalidInputException'],
    ['no parent', new ListAccountsForParentCommand({ ParentId: undefined }), 'InvalidInputException'],
    [
      'an unknown parent',
      new ListAccountsForParentCommand({ ParentId: 'ou-ab12-99999999' }),
      'ParentNotFoundException',
    ],
    ['a page too large', new ListAccountsCommand({ MaxResults: 21 }), 'InvalidInputException'],
    ['a page token of its own making', new ListAccountsCommand({ NextToken: 'next' }), 'InvalidInputException'],
    ['an unknown account', new DescribeAccountCommand({ AccountId: '999999999999' }), 'AccountNotFoundException'],
    ['an unknown child', new ListParentsCommand({ ChildId: '999999999999' }), 'ChildNotFoundException'],
  ] as const;
  for (const [title, command, code] of refusals) {
    organizationTest(`refuses ${title}`, async ({ scene }) => {
      expect((await refusal(scene.client().send(command as ListAccountsCommand))).code).toBe(code);
    });
  }

  organizationTest('says which rule an input breaks', async ({ scene }) => {
    const error = await scene
      .client()
      .send(new ListAccountsCommand({ MaxResults: 0 }))
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ name: 'InvalidInputException', Reason: 'MIN_VALUE_EXCEEDED' });
  });

  organizationTest('takes a page token for its own listing only', async ({ scene }) => {
    const client = scene.client();
    const { NextToken } = await client.send(new ListAccountsCommand({ MaxResults: 1 }));

    const other = new ListAccountsForParentCommand({ ParentId: 'r-ab12', NextToken });

    expect((await refusal(client.send(other))).code).toBe('InvalidInputException');
  });

  organizationTest('has one endpoint, in us-east-1', async ({ scene }) => {
    const elsewhere = scene.client(MANAGEMENT, 'eu-west-1');

    expect(await refusal(elsewhere.send(new ListAccountsCommand({})))).toEqual({
      code: 'InvalidSignatureException',
      message: 'Credential should be scoped to a valid region.',
    });
  });

  organizationTest('throttles and denies on demand', async ({ scene }) => {
    scene.aws.rules.add({ service: 'organizations', throttle: true, times: 1 });
    scene.aws.rules.add({ service: 'organizations', deny: { by: 'service-control' }, times: 1 });
    const client = scene.client();

    const throttled = await refusal(client.send(new ListAccountsCommand({})));
    const denied = await refusal(client.send(new ListAccountsCommand({})));

    expect(throttled.code).toBe('TooManyRequestsException');
    expect(denied).toEqual({
      code: 'AccessDeniedException',
      message: `User: arn:aws:iam::${MANAGEMENT}:user/console-administrator is not authorized to perform: organizations:ListAccounts on resource: * with an explicit deny in a service control policy`,
    });
  });
});

describe('an account without an organization', () => {
  organizationTest('hears that it has none', async ({ scene }) => {
    await callJson('PATCH', `${scene.aws.url}/_sandbox/organization`, { isInUse: false });

    const { code } = await refusal(scene.client().send(new DescribeOrganizationCommand({})));

    expect(code).toBe('AWSOrganizationsNotInUseException');
  });
});

describe('an organization by seed', () => {
  organizationTest('is the same each time and any size', async () => {
    const plan = generateOrganization({ seed: 'big', accounts: 1_000, resourcesPerKind: 0 });
    expect(plan).toEqual(generateOrganization({ seed: 'big', accounts: 1_000, resourcesPerKind: 0 }));
    expect(new Set(plan.accounts.map(({ id }) => id)).size).toBe(1_000);

    const aws = await startSandboxAws({ seed: 'big', organization: plan });
    const { data } = (await callJson('GET', `${aws.url}/_sandbox/accounts`)).body as { data: unknown[] };
    await aws.close();

    expect(data).toHaveLength(1_000);
  });

  organizationTest('has ids that AWS would take', () => {
    const { id, rootId, units, accounts } = generateOrganization({ seed: 'ids', accounts: 100 });

    expect(id).toMatch(/^o-[a-z0-9]{10,32}$/);
    expect(rootId).toMatch(/^r-[0-9a-z]{4,32}$/);
    expect(units.filter((unit) => !/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(unit.id))).toEqual([]);
    expect(accounts.filter((account) => !/^\d{12}$/.test(account.id))).toEqual([]);
    expect(DEMO_ORGANIZATION.accounts).toHaveLength(5);
  });
});
