import type { AwsAccount, Listing, ResourcePage } from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { AwsResources } from '../aws-resources.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';

const ACCOUNT = {
  id: '123456789012',
  name: 'demo',
  resourcesPerKind: 12,
  populatedRegions: ['us-east-1', 'eu-west-1'],
};

/** Kinds that Cloud Control lists too, with the identifier of both. */
const BOTH = [
  'AWS::DynamoDB::Table',
  'AWS::EC2::Instance',
  'AWS::ECR::Repository',
  'AWS::ECS::Cluster',
  'AWS::EKS::Cluster',
  'AWS::Lambda::Function',
  'AWS::MSK::Cluster',
  'AWS::MSK::ServerlessCluster',
  'AWS::MemoryDB::User',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;
let source: AwsResources;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({ seed: 'native', accounts: [ACCOUNT] });
  account = await connectAccount({ aws, issuer });
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  source = new AwsResources(sessions, { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false });
});
afterAll(() => Promise.all([aws.close(), issuer.close()]));

async function identifiers(listing: Listing) {
  const found: string[] = [];
  let token: string | null = null;
  do {
    const page: ResourcePage = await source.page(account, listing, token, signal);
    found.push(...page.resources.map(({ identifier }) => identifier));
    token = page.nextToken;
  } while (token !== null);
  return found.sort();
}

describe('a kind that both ways list', () => {
  it.each(BOTH)('has the same resources by the same identifiers: %s', async (kind) => {
    const listing = { kind, region: 'eu-west-1' };

    const native = await identifiers({ ...listing, native: { actions: [] } });

    expect(native.length).toBeGreaterThan(0);
    expect(native).toEqual(await identifiers(listing));
  });

  it('has the same ElastiCache clusters, which Cloud Control knows by another type', async () => {
    const region = 'eu-west-1';

    const native = await identifiers({ kind: 'AWS::ElastiCache::Cluster', region, native: { actions: [] } });

    expect(native.length).toBeGreaterThan(0);
    expect(native).toEqual(await identifiers({ kind: 'AWS::ElastiCache::CacheCluster', region }));
  });

  it('has the buckets of all regions at once', async () => {
    const kind = 'AWS::S3::Bucket';
    const everywhere = aws.estate.everything(account.awsAccountId, kind).map(({ identifier }) => identifier);

    const native = await identifiers({ kind, region: 'us-east-1', native: { actions: ['GetBucketEncryptionAction'] } });

    expect(native).toEqual(everywhere.sort());
  });

  it.each([...BOTH, 'AWS::S3::Bucket', 'AWS::ElastiCache::Cluster'])(
    'is read again by its identifier: %s',
    async (kind) => {
      const listing = { kind, region: 'us-east-1', native: { actions: [] } };
      const [identifier = ''] = await identifiers(listing);

      expect(await source.read(account, listing, identifier, signal)).not.toBeNull();
    },
  );
});
