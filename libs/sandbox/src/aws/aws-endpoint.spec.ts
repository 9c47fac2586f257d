import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { CloudControlClient, GetResourceCommand, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect } from 'vitest';
import { awsTest, refusal, type AwsScene, type SdkConfig } from './fixtures/aws-test.js';

/** One call of each protocol, by the code of its refusal. */
async function refusals(config: SdkConfig & { systemClockOffset?: number }) {
  const calls = [
    new STSClient(config).send(new GetCallerIdentityCommand({})),
    new IAMClient(config).send(new GetRoleCommand({ RoleName: 'Reader' })),
    new EC2Client(config).send(new DescribeRegionsCommand({})),
    new CloudControlClient(config).send(new ListResourcesCommand({ TypeName: 'AWS::S3::Bucket' })),
    new AccountClient(config).send(new ListRegionsCommand({})),
  ];
  return (await Promise.all(calls.map(refusal))).map(({ code }) => code);
}

describe('a session of a role', () => {
  awsTest('reads through every protocol', async ({ scene }) => {
    const config = await scene.session();
    const { Regions: listed = [] } = await new AccountClient(config).send(
      new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] }),
    );
    const { Regions: described = [] } = await new EC2Client(config).send(new DescribeRegionsCommand({}));
    expect(described.map(({ RegionName }) => RegionName)).toEqual(listed.map(({ RegionName }) => RegionName));
    expect(described.map(({ RegionName }) => RegionName)).toContain('eu-west-1');

    const client = new CloudControlClient(config);
    const page = await client.send(new ListResourcesCommand({ TypeName: 'AWS::SQS::Queue' }));
    const [first] = page.ResourceDescriptions ?? [];
    const { ResourceDescription: read } = await client.send(
      new GetResourceCommand({ TypeName: 'AWS::SQS::Queue', Identifier: first?.Identifier }),
    );
    expect(page.ResourceDescriptions).toHaveLength(3);
    expect(JSON.parse(read?.Properties ?? '')).toMatchObject({ QueueUrl: first?.Identifier });
  });

  awsTest('gets no more than its session policies let through', async ({ scene }) => {
    const config = await scene.session({
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: ['cloudformation:GetResource', 'iam:Get*'], Resource: '*' }],
      }),
    });
    const client = new CloudControlClient(config);
    const page = await client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }));
    const Identifier = page.ResourceDescriptions?.[0]?.Identifier;

    const denied = await refusal(client.send(new GetResourceCommand({ TypeName: 'AWS::SNS::Topic', Identifier })));
    expect(denied.code).toBe('AccessDeniedException');
    expect(denied.message).toContain('cloudformation:GetResource');
    expect(denied.message).toContain('with an explicit deny in a session policy');
    expect(await refusal(new IAMClient(config).send(new GetRoleCommand({ RoleName: 'Reader' })))).toEqual({
      code: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/Reader/sync-1 is not authorized to perform: iam:GetRole on resource: arn:aws:iam::123456789012:role/Reader with an explicit deny in a session policy',
    });
  });

  awsTest('writes nothing with ReadOnlyAccess', async ({ scene }) => {
    const create = new CreateRoleCommand({ RoleName: 'Other', AssumeRolePolicyDocument: scene.exactTrust });
    const { message } = await refusal(new IAMClient(await scene.session()).send(create));
    expect(message).toContain('because no identity-based policy allows the iam:CreateRole action');
  });
});

describe('a signature that does not stand', () => {
  const invalidKey = [
    'InvalidClientTokenId',
    'InvalidClientTokenId',
    'AuthFailure',
    'UnrecognizedClientException',
    'UnrecognizedClientException',
  ];
  const mismatch = [
    'SignatureDoesNotMatch',
    'SignatureDoesNotMatch',
    'AuthFailure',
    'InvalidSignatureException',
    'InvalidSignatureException',
  ];
  const skewed = [
    'SignatureDoesNotMatch',
    'SignatureDoesNotMatch',
    'RequestExpired',
    'InvalidSignatureException',
    'InvalidSignatureException',
  ];
  const cases: Array<
    [title: string, build: (scene: AwsScene) => Promise<SdkConfig & { systemClockOffset?: number }>, codes: string[]]
  > = [
    [
      'is of an unknown key',
      async (scene) => scene.config({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' }),
      invalidKey,
    ],
    [
      'is made with another secret',
      async (scene) => withCredentials(await scene.session(), { secretAccessKey: 'x' }),
      mismatch,
    ],
    ['lacks its session token', async (scene) => withoutToken(await scene.session()), invalidKey],
    [
      'carries another session token',
      async (scene) => withCredentials(await scene.session(), { sessionToken: 'x' }),
      invalidKey,
    ],
    ['carries the token of another session', async (scene) => withForeignToken(scene), invalidKey],
    ['is twenty minutes old', async (scene) => ({ ...(await scene.session()), systemClockOffset: -1_200_000 }), skewed],
    [
      'is twenty minutes ahead',
      async (scene) => ({ ...(await scene.session()), systemClockOffset: 1_200_000 }),
      skewed,
    ],
  ];

  for (const [title, build, codes] of cases) {
    awsTest(title, async ({ scene }) => {
      expect(await refusals(await build(scene))).toEqual(codes);
    });
  }

  awsTest('covers the body', async ({ scene }) => {
    const client = new STSClient(scene.config());
    const tamper =
      <A extends object, R>(next: (sent: A) => Promise<R>) =>
      (sent: A): Promise<R> => {
        const { request } = sent as { request: { body: string } };
        request.body = request.body.replace('2011-06-15', '2011-06-16');
        return next(sent);
      };
    client.middlewareStack.addRelativeTo(tamper, { relation: 'after', toMiddleware: 'httpSigningMiddleware' });
    expect((await refusal(client.send(new GetCallerIdentityCommand({})))).code).toBe('SignatureDoesNotMatch');
  });

  awsTest('is missing', async ({ scene }) => {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(scene.aws.url, { method: 'POST', body, headers });
    expect([answer.status, (await answer.text()).match(/<Code>(.*?)<\/Code>/)?.[1]]).toEqual([
      403,
      'MissingAuthenticationToken',
    ]);
  });
});

function withCredentials(config: SdkConfig, over: Partial<SdkConfig['credentials']>): SdkConfig {
  return { ...config, credentials: { ...config.credentials, ...over } };
}

function withoutToken(config: SdkConfig): SdkConfig {
  const { accessKeyId, secretAccessKey } = config.credentials;
  return { ...config, credentials: { accessKeyId, secretAccessKey } };
}

async function withForeignToken(scene: AwsScene): Promise<SdkConfig> {
  const [own, other] = [await scene.session(), await scene.session()];
  const { sessionToken = '' } = other.credentials;
  return withCredentials(own, { sessionToken });
}
