import type { JsonObject } from '@longshore/domain';
import { findKind } from '@longshore/kinds';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Estate } from './estate/estate.js';
import { generatedKinds, generateEstate } from './estate/generate.js';
import { faultOf, request, requestBy } from './request.fixture.js';
import { ResourceServices } from './resource-services.js';

const ACCOUNT = '123456789012';

const listedAlone = generatedKinds.filter((type) => {
  const kind = findKind(type);
  return kind?.hasListHandler && kind.requires.length === 0;
});

const ListAnswer = z.strictObject({
  TypeName: z.string(),
  ResourceDescriptions: z.array(z.strictObject({ Identifier: z.string().min(1), Properties: z.string() })),
  NextToken: z.string().max(4096).optional(),
});

const page = async (services: ResourceServices, input: JsonObject, region?: string) =>
  ListAnswer.parse(await services.answer('cloudcontrol', request('ListResources', input, region)));

async function listAll(services: ResourceServices, type: string, region?: string): Promise<string[]> {
  const identifiers: string[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const answer: z.infer<typeof ListAnswer> = await page(
      services,
      { TypeName: type, ...(token !== '' && { NextToken: token }) },
      region,
    );
    identifiers.push(...answer.ResourceDescriptions.map(({ Identifier }) => Identifier));
    token = answer.NextToken;
  }
  return identifiers;
}

const queuesNamed = (names: Iterable<string>) => {
  const estate = new Estate();
  for (const name of names) estate.put(ACCOUNT, 'us-east-1', 'AWS::SQS::Queue', { QueueUrl: name, QueueName: name });
  return estate;
};

const listFault = (input: JsonObject, refused: string[] = []) =>
  faultOf(
    new ResourceServices(new Estate()).answer(
      'cloudcontrol',
      requestBy(refused, { operation: 'ListResources', input }),
    ),
  );

describe('ListResources', () => {
  it('tells each resource once, whatever the page size', async () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(names, fc.integer({ min: 1, max: 7 }), async (known, size) => {
        const services = new ResourceServices(queuesNamed(known), { pageSize: () => size });
        expect((await listAll(services, 'AWS::SQS::Queue')).sort()).toEqual([...known].sort());
      }),
    );
  });

  it.each(listedAlone)('answers the generated %s', async (type) => {
    const estate = generateEstate({ seed: 'demo', accounts: [{ id: ACCOUNT, name: 'demo' }] });

    const listed = await listAll(new ResourceServices(estate), type, 'eu-west-1');

    const visible = ['AWS::S3::Bucket', 'AWS::IAM::Role'].includes(type)
      ? estate.everything(ACCOUNT, type)
      : estate.resources(ACCOUNT, 'eu-west-1', type);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed).toEqual(visible.map(({ identifier }) => identifier));
  });

  it('neither repeats nor loses what stays while others come and go between pages', async () => {
    const estate = queuesNamed(['a', 'b', 'c', 'd']);
    const services = new ResourceServices(estate, { pageSize: () => 2 });
    const first = await page(services, { TypeName: 'AWS::SQS::Queue' });
    estate.remove(ACCOUNT, 'us-east-1', 'AWS::SQS::Queue', 'a');
    estate.put(ACCOUNT, 'us-east-1', 'AWS::SQS::Queue', { QueueUrl: 'aa' });

    const second = await page(services, { TypeName: 'AWS::SQS::Queue', NextToken: String(first.NextToken) });

    expect(second.ResourceDescriptions.map(({ Identifier }) => Identifier)).toEqual(['c', 'd']);
    expect(second.NextToken).toBeUndefined();
  });

  it('gives thin properties where the real handler does', async () => {
    const answer = await page(new ResourceServices(queuesNamed(['a'])), { TypeName: 'AWS::SQS::Queue' });

    expect(answer).toEqual({
      TypeName: 'AWS::SQS::Queue',
      ResourceDescriptions: [{ Identifier: 'a', Properties: '{"QueueUrl":"a"}' }],
    });
  });

  it('answers an empty list for a type that the account has none of', async () => {
    const answer = await page(new ResourceServices(new Estate()), { TypeName: 'AWS::Glue::Crawler' });

    expect(answer).toEqual({ TypeName: 'AWS::Glue::Crawler', ResourceDescriptions: [] });
  });

  it('stops after 1,000 queues without a token', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `queue-${index}`);

    const listed = await listAll(new ResourceServices(queuesNamed(names), { pageSize: () => 500 }), 'AWS::SQS::Queue');

    expect(listed).toHaveLength(1000);
  });

  it('narrows a listing by its resource model', async () => {
    const estate = new Estate();
    for (const ClusterName of ['blue', 'green']) {
      estate.put(ACCOUNT, 'us-east-1', 'AWS::EKS::Nodegroup', { Id: `${ClusterName}/workers`, ClusterName });
    }

    const answer = await page(new ResourceServices(estate), {
      TypeName: 'AWS::EKS::Nodegroup',
      ResourceModel: '{"ClusterName":"green"}',
    });

    expect(answer.ResourceDescriptions.map(({ Identifier }) => Identifier)).toEqual(['green/workers']);
  });

  it('names the key that the resource model lacks', async () => {
    expect(await listFault({ TypeName: 'AWS::EKS::Nodegroup', ResourceModel: '{}' })).toEqual({
      code: 'InvalidRequestException',
      message:
        'Missing or invalid ResourceModel property in AWS::EKS::Nodegroup list handler request input.Required property: (#: required key [ClusterName] not found)',
      status: 400,
    });
    expect(await listFault({ TypeName: 'AWS::ElasticLoadBalancingV2::Listener' })).toMatchObject({
      code: 'InvalidRequestException',
      message: expect.stringContaining('[LoadBalancerArn]'),
    });
  });

  it.each([
    ['AWS::DoesNot::Exist', 'TypeNotFoundException', "The type 'AWS::DoesNot::Exist' cannot be found."],
    ['AWS::S3::bucket', 'TypeNotFoundException', "The type 'AWS::S3::bucket' cannot be found."],
    ['AWS::Account::Info', 'TypeNotFoundException', "The type 'AWS::Account::Info' cannot be found."],
    ['AWS::ElastiCache::Cluster', 'TypeNotFoundException', "The type 'AWS::ElastiCache::Cluster' cannot be found."],
    ['AWS::CodeBuild::BuildRun', 'TypeNotFoundException', "The type 'AWS::CodeBuild::BuildRun' cannot be found."],
    [
      'AWS::StepFunctions::StateMachine',
      'UnsupportedActionException',
      'Resource type AWS::StepFunctions::StateMachine does not support LIST action',
    ],
  ])('refuses %s with %s', async (type, code, message) => {
    expect(await listFault({ TypeName: type })).toEqual({ code, message, status: 400 });
  });

  it.each([
    [{}, 'ValidationException'],
    [{ TypeName: 'Bucket' }, 'ValidationException'],
    [{ TypeName: 'AWS::S3::Bucket', MaxResults: 0 }, 'ValidationException'],
    [{ TypeName: 7 }, 'SerializationException'],
    [{ TypeName: 'AWS::S3::Bucket', Typename: 'x' }, 'SerializationException'],
    [{ TypeName: 'AWS::S3::Bucket', ResourceModel: '[]' }, 'InvalidRequestException'],
    [{ TypeName: 'AWS::S3::Bucket', NextToken: 'made-up' }, 'InvalidRequestException'],
  ])('refuses the input %j with %s', async (input, code) => {
    expect(await listFault(input)).toMatchObject({ code, status: 400 });
  });

  it('refuses a token of another listing', async () => {
    const services = new ResourceServices(queuesNamed(['a', 'b']), { pageSize: () => 1 });
    const { NextToken } = await page(services, { TypeName: 'AWS::SQS::Queue' });

    const elsewhere = services.answer(
      'cloudcontrol',
      request('ListResources', { TypeName: 'AWS::SQS::Queue', NextToken: String(NextToken) }, 'eu-west-1'),
    );

    expect(await faultOf(elsewhere)).toMatchObject({ code: 'InvalidRequestException' });
  });

  it('needs cloudformation:ListResources', async () => {
    expect(await listFault({ TypeName: 'AWS::S3::Bucket' }, ['cloudformation:ListResources'])).toEqual({
      code: 'AccessDeniedException',
      message:
        'User: tester is not authorized to perform: cloudformation:ListResources on resource: arn:aws:cloudformation:us-east-1:123456789012:resource/*',
      status: 400,
    });
  });

  it('needs what the list handler needs, and says so in the words of the handler', async () => {
    expect(await listFault({ TypeName: 'AWS::S3::Bucket' }, ['s3:ListAllMyBuckets'])).toEqual({
      code: 'AccessDeniedException',
      message:
        'AWS::S3::Bucket Handler returned status FAILED: User: tester is not authorized to perform: s3:ListAllMyBuckets on resource: * (Service: S3, Status Code: 403, Request ID: uuid) (HandlerErrorCode: AccessDenied, RequestToken: uuid)',
      status: 400,
    });
  });
});
