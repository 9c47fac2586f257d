import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { CloudControlClient, GetResourceCommand, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect } from 'vitest';
import { awsTest, refusal, type AwsScene } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';
import type { NewFaultRule } from './fault-rules.js';

const CALLER = 'arn:aws:sts::123456789012:assumed-role/Reader/sync-1';
const RESOURCE = 'arn:aws:cloudformation:eu-west-1:123456789012:resource/*';

const rule = async (scene: AwsScene, body: NewFaultRule) =>
  expect(await callJson('POST', `${scene.aws.url}/_sandbox/rules`, body)).toMatchObject({ status: 201 });

/** More topics than a page holds, and a walk over them that gives up after a few pages. */
async function manyTopics(scene: AwsScene) {
  for (let index = 0; index < 60; index++) {
    const TopicArn = `arn:aws:sns:eu-west-1:123456789012:topic-${100 + index}`;
    scene.aws.estate.put('123456789012', 'eu-west-1', 'AWS::SNS::Topic', { TopicArn });
  }
  const client = new CloudControlClient(await scene.session());
  const page = async (NextToken?: string) => {
    const answer = await client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic', NextToken }));
    return { first: answer.ResourceDescriptions?.[0]?.Identifier, token: answer.NextToken };
  };
  return { page };
}

describe('a rule that denies', () => {
  awsTest('speaks in the words of each kind of policy', async ({ scene }) => {
    const client = new CloudControlClient(await scene.session());
    const list = () => refusal(client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' })));
    const said: string[] = [];
    for (const by of ['identity', 'permissions-boundary', 'session', 'service-control'] as const) {
      for (const isExplicit of [true, false]) {
        await rule(scene, { service: 'cloudcontrol', deny: { by, isExplicit }, times: 1 });
        const { code, message } = await list();
        expect(code).toBe('AccessDeniedException');
        said.push(message);
      }
    }

    const attempt = `User: ${CALLER} is not authorized to perform: cloudformation:ListResources on resource: ${RESOURCE}`;
    const action = 'cloudformation:ListResources action';
    expect(said).toEqual([
      `${attempt} with an explicit deny in an identity-based policy`,
      `${attempt} because no identity-based policy allows the ${action}`,
      `${attempt} with an explicit deny in a permissions boundary`,
      `${attempt} because no permissions boundary allows the ${action}`,
      `${attempt} with an explicit deny in a session policy`,
      `${attempt} because no session policy allows the ${action}`,
      `${attempt} with an explicit deny in a service control policy`,
      `${attempt} because no service control policy allows the ${action}`,
    ]);
  });

  awsTest('may refuse one action of a handler', async ({ scene }) => {
    const client = new CloudControlClient(await scene.session());
    await rule(scene, { deny: { by: 'service-control', action: 'sns:List*' } });

    const { message } = await refusal(client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' })));
    const other = await client.send(new ListResourcesCommand({ TypeName: 'AWS::S3::Bucket' }));

    expect(message).toMatch(/^AWS::SNS::Topic Handler returned status FAILED: User: .+ perform: sns:List/);
    expect(message).toContain('with an explicit deny in a service control policy');
    expect(other.TypeName).toBe('AWS::S3::Bucket');
  });

  awsTest('speaks with the code of each service', async ({ scene }) => {
    await rule(scene, { deny: { by: 'service-control' } });
    const refused = await refusal(scene.assume());
    scene.aws.rules.clear();
    const session = await scene.session();
    await rule(scene, { deny: { by: 'service-control' } });

    expect(refused).toEqual({
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
    const codes = [
      await refusal(new EC2Client(session).send(new DescribeRegionsCommand({}))),
      await refusal(new AccountClient(session).send(new ListRegionsCommand({}))),
    ].map(({ code }) => code);
    expect(codes).toEqual(['UnauthorizedOperation', 'AccessDeniedException']);
  });
});

describe('a rule', () => {
  awsTest('throttles with the code of each service', async ({ scene }) => {
    const session = await scene.session();
    await rule(scene, { throttle: true });

    const codes = [
      await refusal(new CloudControlClient(session).send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }))),
      await refusal(new EC2Client(session).send(new DescribeRegionsCommand({}))),
      await refusal(new AccountClient(session).send(new ListRegionsCommand({}))),
      await refusal(new STSClient(session).send(new GetCallerIdentityCommand({}))),
    ].map(({ code }) => code);

    expect(codes).toEqual(['ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException', 'Throttling']);
  });

  awsTest('ends sessions, in the words of each service', async ({ scene }) => {
    const session = await scene.session();
    await rule(scene, { expireSession: true });

    const assumed = await scene.assume();
    const said = [
      await refusal(new CloudControlClient(session).send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }))),
      await refusal(new STSClient(session).send(new GetCallerIdentityCommand({}))),
    ];

    expect(assumed.Credentials?.AccessKeyId).toMatch(/^ASIA/);
    const message = 'The security token included in the request is expired';
    expect(said).toEqual([
      { code: 'ExpiredTokenException', message },
      { code: 'ExpiredToken', message },
    ]);
  });

  awsTest('makes an answer slow, or never come', async ({ scene }) => {
    const config = { ...(await scene.session()), requestHandler: { socketTimeout: 250 } };
    const client = new CloudControlClient(config);
    const get = () => client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }));
    await rule(scene, { service: 'cloudcontrol', latencyMs: 60, times: 1 });
    const begun = performance.now();
    expect((await get()).TypeName).toBe('AWS::SNS::Topic');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);

    await rule(scene, { service: 'cloudcontrol', hang: true, times: 1 });
    expect((await refusal(get())).code).toBe('TimeoutError');
    expect((await get()).TypeName).toBe('AWS::SNS::Topic');
  });

  awsTest('lets a hanging call end with its caller', async ({ scene }) => {
    const client = new CloudControlClient(await scene.session());
    await rule(scene, { service: 'cloudcontrol', hang: true });
    const abortSignal = AbortSignal.timeout(100);
    const call = client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }), { abortSignal });

    expect((await refusal(call)).code).toBe('AbortError');
  });

  awsTest('ends a list early without a token', async ({ scene }) => {
    const { page } = await manyTopics(scene);
    await rule(scene, { operation: 'ListResources', kind: 'AWS::SNS::Topic', truncate: true, times: 1 });

    expect((await page()).token).toBeUndefined();
    expect((await page()).token).toEqual(expect.any(String));
  });

  awsTest('gives a page again, with the same token', async ({ scene }) => {
    const { page } = await manyTopics(scene);
    const first = await page();
    await rule(scene, { operation: 'ListResources', repeatPage: true, times: 1 });

    expect((await page()).token).toBe(first.token);
    const repeated = await page(first.token);
    const second = await page(repeated.token);
    expect(repeated).toEqual({ first: second.first, token: first.token });
    expect(second.token).not.toBe(first.token);
  });

  awsTest('outdates a page token', async ({ scene }) => {
    const { page } = await manyTopics(scene);
    const { token } = await page();
    await rule(scene, { expirePageToken: true, times: 1 });

    expect(await refusal(page(token))).toEqual({ code: 'InvalidRequestException', message: 'Invalid NextToken' });
    expect((await page(token)).first).toEqual(expect.any(String));
  });

  awsTest('meets only the region, the operation and the kind it names', async ({ scene }) => {
    const session = await scene.session();
    await rule(scene, { region: 'us-east-1', throttle: true });
    await rule(scene, { operation: 'GetResource', throttle: true });
    await rule(scene, { kind: 'AWS::S3::Bucket', throttle: true });
    await rule(scene, { accountId: '210987654321', throttle: true });
    const list = (TypeName: string, region: string) =>
      new CloudControlClient({ ...session, region }).send(new ListResourcesCommand({ TypeName }));
    const get = new GetResourceCommand({ TypeName: 'AWS::SNS::Topic', Identifier: 'x' });

    expect((await list('AWS::SNS::Topic', 'eu-west-1')).TypeName).toBe('AWS::SNS::Topic');
    const codes = [
      await refusal(list('AWS::SNS::Topic', 'us-east-1')),
      await refusal(new CloudControlClient(session).send(get)),
      await refusal(list('AWS::S3::Bucket', 'eu-west-1')),
    ].map(({ code }) => code);
    expect(codes).toEqual(Array(3).fill('ThrottlingException'));
  });
});
