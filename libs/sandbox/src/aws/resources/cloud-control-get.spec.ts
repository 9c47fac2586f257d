import { findKind } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Estate } from './estate/estate.js';
import { generatedKinds, generateEstate } from './estate/generate.js';
import { faultOf, request, requestBy } from './request.fixture.js';
import { ResourceServices } from './resource-services.js';

const ACCOUNT = '123456789012';

const registered = generatedKinds.filter((type) => findKind(type)?.isRegistered);

const GetAnswer = z.strictObject({
  TypeName: z.string(),
  ResourceDescription: z.strictObject({ Identifier: z.string(), Properties: z.string() }),
});

const get = (TypeName: string, Identifier: string, region?: string) =>
  request('GetResource', { TypeName, Identifier }, region);

describe('GetResource', () => {
  it.each(registered)('answers a generated %s in full', async (type) => {
    const estate = generateEstate({ seed: 'demo', accounts: [{ id: ACCOUNT, name: 'demo' }] });
    const now = new Date('2026-03-04T05:06:07Z');
    const [resource] = estate.everything(ACCOUNT, type);
    if (resource === undefined) throw new Error(`no ${type}`);

    const answer = await new ResourceServices(estate, { now: () => now }).answer(
      'cloudcontrol',
      get(type, resource.identifier, resource.region),
    );

    const { TypeName, ResourceDescription } = GetAnswer.parse(answer);
    const moving = type === 'AWS::RDS::DBInstance' ? { LatestRestorableTime: '2026-03-04T05:05:00.000Z' } : {};
    const { writeOnly = [] } = findKind(type) ?? {};
    const told = Object.entries(resource.properties).filter(([name]) => !writeOnly.includes(name));
    expect([TypeName, ResourceDescription.Identifier, JSON.parse(ResourceDescription.Properties)]).toEqual([
      type,
      resource.identifier,
      { ...Object.fromEntries(told), ...moving },
    ]);
  });

  it('never tells what a type only takes, at any depth', async () => {
    const estate = new Estate();
    const rule = { Id: 'expire', Status: 'Enabled' };
    estate.put(ACCOUNT, 'us-east-1', 'AWS::S3::Bucket', {
      BucketName: 'logs',
      LifecycleConfiguration: { Rules: [{ ...rule, NoncurrentVersionExpirationInDays: 30 }, rule] },
    });
    estate.put(ACCOUNT, 'us-east-1', 'AWS::MemoryDB::User', { UserName: 'app', AccessString: 'on ~* +@all' });
    const services = new ResourceServices(estate);

    const told = ['AWS::S3::Bucket logs', 'AWS::MemoryDB::User app'].map(async (asked) => {
      const [type = '', identifier = ''] = asked.split(' ');
      const answer = GetAnswer.parse(await services.answer('cloudcontrol', get(type, identifier)));
      return JSON.parse(answer.ResourceDescription.Properties);
    });

    expect(await Promise.all(told)).toEqual([
      { BucketName: 'logs', LifecycleConfiguration: { Rules: [rule, rule] } },
      { UserName: 'app' },
    ]);
  });

  it('says in the words of the handler that there is no such resource', async () => {
    const services = new ResourceServices(new Estate());

    expect(await faultOf(services.answer('cloudcontrol', get('AWS::S3::Bucket', 'gone')))).toEqual({
      code: 'ResourceNotFoundException',
      message:
        'AWS::S3::Bucket Handler returned status FAILED: Bucket not found (HandlerErrorCode: NotFound, RequestToken: uuid)',
      status: 400,
    });
    expect(await faultOf(services.answer('cloudcontrol', get('AWS::Lambda::Function', 'gone')))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: expect.stringContaining("identifier 'gone' was not found."),
    });
  });

  it('finds a bucket, though listed everywhere, only in its own region', async () => {
    const estate = new Estate();
    estate.put(ACCOUNT, 'eu-west-1', 'AWS::S3::Bucket', { BucketName: 'logs' });
    const services = new ResourceServices(estate);

    const codes = await Promise.all(
      ['eu-west-1', 'us-east-1'].map(
        async (region) => (await faultOf(services.answer('cloudcontrol', get('AWS::S3::Bucket', 'logs', region)))).code,
      ),
    );

    expect(codes).toEqual(['none', 'ResourceNotFoundException']);
  });

  it.each([
    ['AWS::DoesNot::Exist', 'TypeNotFoundException'],
    ['AWS::Route53::RecordSet', 'UnsupportedActionException'],
    ['Bucket', 'ValidationException'],
  ])('refuses %s with %s', async (type, code) => {
    const services = new ResourceServices(new Estate());

    expect(await faultOf(services.answer('cloudcontrol', get(type, 'x')))).toMatchObject({ code, status: 400 });
  });

  it.each(['cloudformation:GetResource', 'lambda:GetFunction'])('needs %s', async (action) => {
    const denied = requestBy([action], {
      operation: 'GetResource',
      input: { TypeName: 'AWS::Lambda::Function', Identifier: 'api' },
    });

    expect(await faultOf(new ResourceServices(new Estate()).answer('cloudcontrol', denied))).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource:`),
    });
  });

  it('does without the decryption that its handler declares', async () => {
    const estate = new Estate();
    estate.put(ACCOUNT, 'us-east-1', 'AWS::Lambda::Function', { FunctionName: 'api' });
    const input = { TypeName: 'AWS::Lambda::Function', Identifier: 'api' };

    const answer = await new ResourceServices(estate).answer(
      'cloudcontrol',
      requestBy(['kms:Decrypt'], { operation: 'GetResource', input }),
    );

    expect(answer).toEqual({
      TypeName: 'AWS::Lambda::Function',
      ResourceDescription: { Identifier: 'api', Properties: '{"FunctionName":"api"}' },
    });
  });
});

describe('Cloud Control', () => {
  it('knows no other operation', async () => {
    const answer = new ResourceServices(new Estate()).answer('cloudcontrol', request('DeleteResource', {}));

    expect(await faultOf(answer)).toMatchObject({ code: 'UnknownOperationException' });
  });

  it.each(['eu-central-2', 'atlantis-1'])(
    'does not know a session in %s, which the account has not enabled',
    async (region) => {
      const answer = new ResourceServices(new Estate()).answer('cloudcontrol', get('AWS::S3::Bucket', 'x', region));

      expect(await faultOf(answer)).toEqual({
        code: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
        status: 400,
      });
    },
  );

  it('knows a session as soon as the region is enabled', async () => {
    const estate = new Estate();
    estate.setRegion(ACCOUNT, 'eu-central-2', 'ENABLED');
    const list = request('ListResources', { TypeName: 'AWS::SNS::Topic' }, 'eu-central-2');

    expect(await new ResourceServices(estate).answer('cloudcontrol', list)).toEqual({
      TypeName: 'AWS::SNS::Topic',
      ResourceDescriptions: [],
    });
  });
});
