import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect } from 'vitest';
import { AwsScene, refusal } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';
import { LocalIssuer } from '../fixtures/local-issuer.js';
import { MANAGEMENT, MEMBER, organizationTest, type OrganizationScene } from '../fixtures/organization-test.js';
import { ORGANIZATION_TEMPLATE, SINGLE_ACCOUNT_TEMPLATE } from '../fixtures/template-server.js';
import { parseTemplate } from './template.js';

const SUBJECT = 'tenant:6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11:integration:0b1f6d34-93a0-4f7c-8f4e-7c1f4f9a2b22';
const TOOLS = '345678901234';
const waiting = { maxWaitTime: 20, minDelay: 1, maxDelay: 1 };

const roleArn = (accountId: string) => `arn:aws:iam::${accountId}:role/LongshoreReadRole`;

/** The organization of the scene, an issuer, and who may deploy and who may assume. */
class Rollout {
  private constructor(
    private readonly scene: OrganizationScene,
    private readonly aws: AwsScene,
    private readonly issuer: LocalIssuer,
  ) {}

  static async of(scene: OrganizationScene): Promise<Rollout> {
    const issuer = await LocalIssuer.start();
    return new Rollout(scene, new AwsScene(scene.aws, issuer), issuer);
  }

  cloudFormation(accountId = MANAGEMENT): CloudFormationClient {
    return new CloudFormationClient(this.aws.config(this.scene.aws.administrator(accountId)));
  }

  async start(parameters: Record<string, string> = {}, client = this.cloudFormation()): Promise<void> {
    const given = {
      IssuerUrl: this.issuer.issuer,
      Subject: SUBJECT,
      OrganizationalUnitIds: 'r-ab12',
      ...parameters,
    };
    await client.send(
      new CreateStackCommand({
        StackName: 'longshore',
        TemplateBody: ORGANIZATION_TEMPLATE,
        Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
  }

  async deploy(parameters: Record<string, string> = {}): Promise<void> {
    await this.start(parameters);
    await waitUntilStackCreateComplete({ client: this.cloudFormation(), ...waiting }, { StackName: 'longshore' });
  }

  /** The ids of the accounts whose role lets the integration in. */
  async reached(accountIds = [MANAGEMENT, MEMBER, TOOLS]): Promise<string[]> {
    const admitted = await Promise.all(
      accountIds.map(async (accountId) => {
        const WebIdentityToken = await this.issuer.token({ sub: SUBJECT });
        const session = this.aws.assume({ RoleArn: roleArn(accountId), WebIdentityToken });
        return session.then(
          () => [accountId],
          () => [],
        );
      }),
    );
    return admitted.flat();
  }

  async session(): Promise<OrganizationsClient> {
    const WebIdentityToken = await this.issuer.token({ sub: SUBJECT });
    const config = await this.aws.session({ RoleArn: roleArn(MANAGEMENT), WebIdentityToken });
    return new OrganizationsClient({ ...config, region: 'us-east-1' });
  }

  /** Why the stack of the account could not be made. */
  async failure(client = this.cloudFormation()): Promise<(string | undefined)[]> {
    await expect(waitUntilStackCreateComplete({ client, ...waiting }, { StackName: 'longshore' })).rejects.toThrow();
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'longshore' }));
    const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    return [failed?.LogicalResourceId, failed?.ResourceStatusReason];
  }

  async change(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> {
    return (await callJson(method, `${this.scene.aws.url}/_sandbox/organization${path}`, body)).body;
  }

  stop(): Promise<void> {
    return this.issuer.stop();
  }
}

const rolloutTest = organizationTest.extend<{ rollout: Rollout }>({
  rollout: async ({ scene }, use) => {
    const rollout = await Rollout.of(scene);
    await use(rollout);
    await rollout.stop();
  },
});

describe('the organization template', () => {
  rolloutTest('makes the same role in the management account and in every member', async ({ rollout }) => {
    await rollout.deploy();

    const { Stacks: stacks = [] } = await rollout
      .cloudFormation()
      .send(new DescribeStacksCommand({ StackName: 'longshore' }));
    const outputs = Object.fromEntries((stacks[0]?.Outputs ?? []).map((one) => [one.OutputKey, one.OutputValue]));
    expect(await rollout.reached()).toEqual([MANAGEMENT, MEMBER, TOOLS]);
    expect(outputs).toMatchObject({
      PortIntegrationRoleArn: roleArn(MANAGEMENT),
      Subject: SUBJECT,
      StackSetId: expect.stringMatching(/^longshore-members:/),
      TemplateVersion: '1.1.0',
    });
  });

  rolloutTest('lets its role list the accounts, whatever other policies it has', async ({ rollout }) => {
    await rollout.deploy({ CustomPolicyArns: 'arn:aws:iam::aws:policy/SecurityAudit' });

    const { Accounts: accounts } = await (await rollout.session()).send(new ListAccountsCommand({}));

    expect(accounts?.map(({ Id }) => Id)).toEqual([MANAGEMENT, MEMBER, TOOLS]);
  });

  const scopes: Array<[scope: string, parameters: Record<string, string>, reached: string[]]> = [
    ['all but some accounts', { AccountFilterType: 'DIFFERENCE', AccountIds: TOOLS }, [MANAGEMENT, MEMBER]],
    ['only some accounts', { AccountFilterType: 'INTERSECTION', AccountIds: TOOLS }, [MANAGEMENT, TOOLS]],
    ['a unit with all that is in it', { OrganizationalUnitIds: 'ou-ab12-11111111' }, [MANAGEMENT, MEMBER, TOOLS]],
    ['the innermost unit', { OrganizationalUnitIds: 'ou-ab12-22222222' }, [MANAGEMENT, MEMBER]],
  ];
  for (const [scope, parameters, reached] of scopes) {
    rolloutTest(`reaches ${scope}`, async ({ rollout }) => {
      await rollout.deploy(parameters);
      expect(await rollout.reached()).toEqual(reached);
    });
  }

  rolloutTest('follows accounts that come, move and leave', async ({ rollout }) => {
    await rollout.deploy({ OrganizationalUnitIds: 'ou-ab12-11111111' });

    const late = { id: '456789012345', name: 'late', parentId: 'ou-ab12-22222222' };
    await rollout.change('POST', '/accounts', late);
    await rollout.change('PATCH', `/accounts/${TOOLS}`, { parentId: 'r-ab12' });
    await rollout.change('DELETE', `/accounts/${MEMBER}`);
    const everybody = [MANAGEMENT, MEMBER, TOOLS, late.id];

    expect(await rollout.reached(everybody)).toEqual([MANAGEMENT, late.id]);
  });

  rolloutTest('goes on past an account that refuses the role', async ({ rollout, scene }) => {
    const iam = new IAMClient({
      endpoint: scene.aws.url,
      region: 'us-east-1',
      credentials: scene.aws.administrator(TOOLS),
    });
    const trust = parseTrustOfNobody(TOOLS);
    await iam.send(new CreateRoleCommand({ RoleName: 'LongshoreReadRole', AssumeRolePolicyDocument: trust }));

    await rollout.deploy();

    expect(await rollout.reached()).toEqual([MANAGEMENT, MEMBER]);
  });

  rolloutTest('shows in the console how it went in each account', async ({ rollout, scene }) => {
    await rollout.deploy({ AccountFilterType: 'DIFFERENCE', AccountIds: TOOLS });
    const { Stacks: stacks = [] } = await rollout.cloudFormation().send(new DescribeStacksCommand({}));
    const stackId = encodeURIComponent(stacks[0]?.StackId ?? '');

    const { body } = await callJson('GET', `${scene.aws.url}/console/cloudformation/stacks?stackId=${stackId}`);

    expect(body).toMatchObject({ instances: [{ accountId: MEMBER, name: 'prod', status: 'CURRENT' }] });
  });

  rolloutTest('takes all roles away with its stack', async ({ rollout }) => {
    await rollout.deploy();

    const client = rollout.cloudFormation();
    const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'longshore' }));
    const StackName = stacks[0]?.StackId ?? '';
    await client.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete({ client, ...waiting }, { StackName });

    expect(await rollout.reached()).toEqual([]);
  });

  rolloutTest('works in the management account only', async ({ rollout }) => {
    const member = rollout.cloudFormation(MEMBER);
    await rollout.start({}, member);

    const [resource, reason] = await rollout.failure(member);

    expect(resource).toBe('MemberRoles');
    expect(reason).toContain('You must be the management account or delegated admin account of an organization');
    expect(await rollout.reached()).toEqual([]);
  });

  rolloutTest('says that StackSets lack trusted access, and leaves nothing behind', async ({ rollout }) => {
    await rollout.change('PATCH', '', { hasStackSetsAccess: false });
    await rollout.start();

    const [, reason] = await rollout.failure();

    expect(reason).toContain('You must enable organizations access to operate a service managed stack set');
    expect(await rollout.reached()).toEqual([]);
  });

  rolloutTest('refuses accounts without a filter, and a filter without accounts', async ({ rollout }) => {
    await rollout.start({ AccountIds: TOOLS });
    expect((await rollout.failure())[1]).toContain('Accounts cannot be specified with AccountFilterType NONE');

    const client = rollout.cloudFormation();
    await client.send(new DeleteStackCommand({ StackName: 'longshore' }));
    await waitUntilStackDeleteComplete({ client, ...waiting }, { StackName: 'longshore' });
    await rollout.start({ AccountFilterType: 'DIFFERENCE', CreateOIDCProvider: 'false' });
    expect((await rollout.failure())[1]).toContain('Accounts must be specified with AccountFilterType DIFFERENCE');
  });

  rolloutTest(
    'makes the role in the management account only, until it is told units or the root',
    async ({ rollout }) => {
      await rollout.deploy({ OrganizationalUnitIds: '' });

      const { Stacks: stacks = [] } = await rollout.cloudFormation().send(new DescribeStacksCommand({}));
      const { Accounts: accounts } = await (await rollout.session()).send(new ListAccountsCommand({}));
      expect(stacks[0]?.Outputs?.map(({ OutputKey }) => OutputKey)).not.toContain('StackSetId');
      expect(await rollout.reached()).toEqual([MANAGEMENT]);
      expect(accounts?.map(({ Id }) => Id)).toEqual([MANAGEMENT, MEMBER, TOOLS]);
    },
  );

  rolloutTest('takes ids of units only', async ({ rollout }) => {
    expect((await refusal(rollout.start({ OrganizationalUnitIds: 'prod' }))).message).toContain(
      'OrganizationalUnitIds',
    );
  });

  rolloutTest('gives members the template of a single account, word for word', () => {
    const { Resources: resources } = parseTemplate(ORGANIZATION_TEMPLATE);

    expect(resources['MemberRoles']?.Properties['TemplateBody']).toBe(SINGLE_ACCOUNT_TEMPLATE);
  });
});

function parseTrustOfNobody(accountId: string): string {
  const principal = { Federated: `arn:aws:iam::${accountId}:oidc-provider/example.com` };
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRoleWithWebIdentity' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
