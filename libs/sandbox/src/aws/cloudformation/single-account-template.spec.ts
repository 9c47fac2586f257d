import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { AwsScene, awsTest, refusal } from '../fixtures/aws-test.js';
import { SINGLE_ACCOUNT_TEMPLATE } from '../fixtures/template-server.js';
import { parseTemplate } from './template.js';

const SUBJECT = 'tenant:6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11:integration:0b1f6d34-93a0-4f7c-8f4e-7c1f4f9a2b22';

const IssuerUrl = 'http://localhost:3000/t/6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11';
const providerArn = `arn:aws:iam::123456789012:oidc-provider/${IssuerUrl.slice('http://'.length)}`;
const roleArn = 'arn:aws:iam::123456789012:role/LongshoreReadRole';
const waiting = { maxWaitTime: 20, minDelay: 1, maxDelay: 1 };

function launch(scene: AwsScene, parameters: Record<string, string> = {}, Capabilities = ['CAPABILITY_NAMED_IAM']) {
  const given = { IssuerUrl, Subject: SUBJECT, ...parameters };
  return new CloudFormationClient(scene.config()).send(
    new CreateStackCommand({
      StackName: 'longshore',
      TemplateBody: SINGLE_ACCOUNT_TEMPLATE,
      Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Capabilities: Capabilities as ['CAPABILITY_NAMED_IAM'],
    }),
  );
}

async function launched(scene: AwsScene, parameters: Record<string, string> = {}): Promise<CloudFormationClient> {
  await launch(scene, parameters);
  const client = new CloudFormationClient(scene.config());
  await waitUntilStackCreateComplete({ client, ...waiting }, { StackName: 'longshore' });
  return client;
}

describe('the single-account template', () => {
  awsTest('makes a role that trusts one issuer, audience and subject', async ({ scene }) => {
    const client = await launched(scene);

    const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'longshore' }));
    const outputs = (stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
    expect(Object.fromEntries(outputs)).toEqual({
      PortIntegrationRoleArn: roleArn,
      Subject: SUBJECT,
      OIDCProviderArn: providerArn,
      TemplateVersion: '1.0.0',
    });

    const iam = new IAMClient(scene.config());
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'LongshoreReadRole' }));
    const key = 'localhost:3000/t/6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11';
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: providerArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com', [`${key}:sub`]: SUBJECT } },
        },
      ],
    });
    const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn }));
    expect([provider.Url, provider.ClientIDList]).toEqual([key, ['sts.amazonaws.com']]);
  });

  awsTest('admits the integration of its subject and nobody else', async ({ scene }) => {
    const parameters = { IssuerUrl: scene.issuer.issuer, CreateOIDCProvider: 'false' };
    await launched(scene, parameters);

    const own = await scene.assume({ RoleArn: roleArn, WebIdentityToken: await scene.issuer.token({ sub: SUBJECT }) });
    const others = [`${SUBJECT}x`, SUBJECT.slice(0, -1), 'tenant:a', '*'].map(async (sub) => {
      const WebIdentityToken = await scene.issuer.token({ sub });
      return (await refusal(scene.assume({ RoleArn: roleArn, WebIdentityToken }))).code;
    });

    expect(own.SubjectFromWebIdentityToken).toBe(SUBJECT);
    expect(await Promise.all(others)).toEqual(others.map(() => 'AccessDenied'));
  });

  awsTest('attaches ReadOnlyAccess unless policies are given', async ({ scene }) => {
    const iam = new IAMClient(scene.config());
    const attached = async (RoleName: string) => {
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return AttachedPolicies?.map(({ PolicyArn }) => PolicyArn);
    };

    await launched(scene);
    expect(await attached('LongshoreReadRole')).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);

    const client = new CloudFormationClient(scene.config());
    await client.send(new DeleteStackCommand({ StackName: 'longshore' }));
    await waitUntilStackDeleteComplete({ client, ...waiting }, { StackName: 'longshore' });
    const CustomPolicyArns = 'arn:aws:iam::aws:policy/SecurityAudit, arn:aws:iam::aws:policy/ReadOnlyAccess';
    await launched(scene, { CustomPolicyArns, CreateOIDCProvider: 'false', RoleName: 'Auditor' });
    expect(await attached('Auditor')).toEqual(CustomPolicyArns.split(', '));
  });

  awsTest('leaves the identity provider when its stack is deleted', async ({ scene }) => {
    const client = await launched(scene);
    const { Stacks: stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'longshore' }));
    const StackName = stacks[0]?.StackId ?? '';

    await client.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete({ client, ...waiting }, { StackName });

    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
    const told = StackEvents.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`);
    expect(told.slice(0, 5)).toEqual([
      'longshore DELETE_COMPLETE',
      'OIDCProvider DELETE_SKIPPED',
      'ReadRole DELETE_COMPLETE',
      'ReadRole DELETE_IN_PROGRESS',
      'longshore DELETE_IN_PROGRESS',
    ]);
    const iam = new IAMClient(scene.config());
    expect((await refusal(iam.send(new GetRoleCommand({ RoleName: 'LongshoreReadRole' })))).code).toBe(
      'NoSuchEntityException',
    );
    const kept = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn }));
    expect(kept.ClientIDList).toEqual(['sts.amazonaws.com']);
  });

  awsTest('rolls back and says why when the role exists', async ({ scene }) => {
    await launch(scene, { RoleName: 'Reader' });
    const client = new CloudFormationClient(scene.config());
    const creation = waitUntilStackCreateComplete({ client, ...waiting }, { StackName: 'longshore' });
    await expect(creation).rejects.toThrow('FAILURE');

    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'longshore' }));
    const failure = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect([failure?.LogicalResourceId, failure?.ResourceStatusReason]).toEqual([
      'ReadRole',
      'Resource handler returned message: "Role with name Reader already exists." (HandlerErrorCode: EntityAlreadyExists)',
    ]);
  });

  const refused = [
    ['an issuer that is not https', { IssuerUrl: 'http://longshore.example.com/t/a' }, 'IssuerUrl'],
    ['an issuer with a trailing slash', { IssuerUrl: 'https://longshore.example.com/t/a/' }, 'IssuerUrl'],
    ['an issuer that breaks out of the trust policy', { IssuerUrl: 'https://a.example/t/a":"*' }, 'IssuerUrl'],
    ['a subject with a pattern', { Subject: 'tenant:*:integration:*' }, 'Subject'],
    ['a role name that IAM does not take', { RoleName: 'a b' }, 'RoleName'],
    ['a word for a switch', { CreateOIDCProvider: 'yes' }, 'CreateOIDCProvider'],
    ['an unknown parameter', { Nonsense: '1' }, 'Nonsense'],
  ] as const;

  for (const [title, parameters, name] of refused) {
    awsTest(`refuses ${title}`, async ({ scene }) => {
      const { code, message } = await refusal(launch(scene, parameters));
      expect(code).toBe('ValidationError');
      expect(message).toContain(name);
    });
  }

  awsTest('needs the acknowledgement that it names a role', async ({ scene }) => {
    expect(await refusal(launch(scene, {}, []))).toEqual({
      code: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    });
  });

  awsTest('is not launched twice under one name', async ({ scene }) => {
    await launched(scene);
    expect((await refusal(launch(scene))).code).toBe('AlreadyExistsException');
  });

  it('compares by equality, retains the provider and pins no certificate', () => {
    const { Resources: resources } = parseTemplate(SINGLE_ACCOUNT_TEMPLATE);

    expect(SINGLE_ACCOUNT_TEMPLATE).not.toMatch(/StringLike|ForAllValues|ForAnyValue|IfExists|ThumbprintList/);
    expect(resources['OIDCProvider']).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(resources['ReadRole']?.DeletionPolicy).toBe('Delete');
  });
});
