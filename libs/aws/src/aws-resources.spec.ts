import type { AwsAccount } from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { AwsResources } from './aws-resources.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

describe('a direct read of a bucket', () => {
  let aws: SandboxAws;
  let issuer: TestIssuer;
  let account: AwsAccount;
  let source: AwsResources;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    aws = await startSandboxAws({
      seed: 'buckets',
      accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 2, populatedRegions: ['eu-west-1'] }],
    });
    account = await connectAccount({ aws, issuer });
    const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
    source = new AwsResources(sessions, { endpoint: aws.url, schedule: IMPATIENT, isPaced: false });
  });
  afterAll(() => Promise.all([aws.close(), issuer.close()]));

  const read = (region: string, name: string) =>
    source.read(account, { region, kind: 'AWS::S3::Bucket' }, name, signal);

  it('finds it from any region, since another region’s "not found" proves nothing', async () => {
    const [bucket] = aws.estate.everything(account.awsAccountId, 'AWS::S3::Bucket');

    expect(await read('us-east-1', String(bucket?.identifier))).not.toBeNull();
    expect(await read('eu-west-1', String(bucket?.identifier))).not.toBeNull();
  });

  it('says of one that exists nowhere that it is gone', async () => {
    expect(await read('us-east-1', 'no-such-bucket-anywhere')).toBeNull();
  });
});
