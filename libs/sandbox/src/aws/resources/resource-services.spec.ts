import { AccountClient, GetAccountInformationCommand, paginateListRegions } from '@aws-sdk/client-account';
import { CloudControlClient, GetResourceCommand, paginateListResources } from '@aws-sdk/client-cloudcontrol';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandboxAws, type SandboxAws } from '../sandbox-aws.js';

const ACCOUNT = '123456789012';

/** What every client of the SDK is told; nothing of it is special to the stand-in but the address. */
function settings(aws: SandboxAws, region = 'us-east-1') {
  const { accessKeyId, secretAccessKey } = aws.administrator(ACCOUNT);
  return { endpoint: aws.url, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
}

async function nameOfError(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'none',
    (error: Error) => error.name,
  );
}

describe('the unmodified SDK', () => {
  let aws: SandboxAws;

  beforeAll(async () => {
    const accounts = [{ id: ACCOUNT, name: 'demo', resourcesPerKind: 30 }];
    aws = await startSandboxAws({ seed: 'sdk', accounts });
  });

  afterAll(() => aws.close());

  it('lists all pages of a kind and reads what it found', async () => {
    const client = new CloudControlClient(settings(aws, 'eu-west-1'));
    const identifiers: string[] = [];
    for await (const answer of paginateListResources({ client }, { TypeName: 'AWS::Lambda::Function' })) {
      identifiers.push(...(answer.ResourceDescriptions ?? []).map(({ Identifier = '' }) => Identifier));
    }

    const known = aws.estate.resources(ACCOUNT, 'eu-west-1', 'AWS::Lambda::Function');
    expect(identifiers).toEqual(known.map(({ identifier }) => identifier));
    const command = new GetResourceCommand({ TypeName: 'AWS::Lambda::Function', Identifier: identifiers[0] });
    const { ResourceDescription } = await client.send(command);
    expect(JSON.parse(ResourceDescription?.Properties ?? '')).toEqual(known[0]?.properties);
  });

  it('turns refusals into its own exceptions', async () => {
    const get = (TypeName: string, region?: string) =>
      new CloudControlClient(settings(aws, region)).send(new GetResourceCommand({ TypeName, Identifier: 'x' }));

    const names = [
      await nameOfError(get('AWS::S3::Bucket')),
      await nameOfError(get('AWS::DoesNot::Exist')),
      await nameOfError(get('AWS::Route53::RecordSet')),
      await nameOfError(get('AWS::S3::Bucket', 'af-south-1')),
    ];

    expect(names).toEqual([
      'ResourceNotFoundException',
      'TypeNotFoundException',
      'UnsupportedActionException',
      'UnrecognizedClientException',
    ]);
  });

  it('learns the regions and the name of the account', async () => {
    const client = new AccountClient(settings(aws));
    const regions: (string | undefined)[] = [];
    for await (const answer of paginateListRegions(
      { client, pageSize: 3 },
      { RegionOptStatusContains: ['ENABLED_BY_DEFAULT'] },
    )) {
      regions.push(...(answer.Regions ?? []).map(({ RegionName }) => RegionName));
    }

    const { AccountId, AccountName, AccountCreatedDate } = await client.send(new GetAccountInformationCommand({}));

    expect(regions).toEqual(['eu-central-1', 'eu-west-1', 'us-east-1']);
    expect([AccountId, AccountName, AccountCreatedDate]).toEqual([ACCOUNT, 'demo', new Date('2024-02-01T10:00:00Z')]);
  });

  it('learns the regions from EC2 as well', async () => {
    const { Regions } = await new EC2Client(settings(aws)).send(
      new DescribeRegionsCommand({ RegionNames: ['eu-south-1'] }),
    );

    expect(Regions).toEqual([
      { RegionName: 'eu-south-1', Endpoint: 'ec2.eu-south-1.amazonaws.com', OptInStatus: 'opted-in' },
    ]);
  });

  it('is told by EC2 that a region is closed to it', async () => {
    const call = new EC2Client(settings(aws, 'af-south-1')).send(new DescribeRegionsCommand({}));

    expect(await nameOfError(call)).toBe('AuthFailure');
  });
});
