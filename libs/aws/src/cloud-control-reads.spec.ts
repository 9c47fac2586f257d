import type { AwsAccount, JsonObject, Listing } from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { CloudControlSource } from './cloud-control-source.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

const region = 'eu-west-1';
/** Its list tells nothing but the name. */
const THIN = 'AWS::Kinesis::Stream';
/** Its list tells all that a resource has. */
const FULL = 'AWS::EC2::PrefixList';

describe('the reads of a listing through Cloud Control', () => {
  let aws: SandboxAws;
  let issuer: TestIssuer;
  let account: AwsAccount;
  let source: CloudControlSource;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    aws = await startSandboxAws({
      seed: 'reads',
      accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 0 }],
    });
    account = await connectAccount({ aws, issuer });
    const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
    source = new CloudControlSource(sessions, { endpoint: aws.url, schedule: IMPATIENT });
    const put = (kind: string, properties: JsonObject) =>
      aws.estate.put(account.awsAccountId, region, kind, properties);
    put(THIN, { Name: 'clicks', ShardCount: 2 });
    put(THIN, { Name: 'orders', ShardCount: 4 });
    put(FULL, { PrefixListId: 'pl-1', Tags: [] });
    put(FULL, { PrefixListId: 'pl-2' });
  });
  beforeEach(() => aws.calls.clear());
  afterAll(() => Promise.all([aws.close(), issuer.close()]));

  const told = async (kind: string, enrich?: Listing['enrich']) => {
    const { resources } = await source.page(account, { region, kind, ...(enrich && { enrich }) }, null, signal);
    const reads = aws.calls.total({ operation: 'GetResource' });
    return { reads, properties: resources.map(({ properties }) => properties) };
  };

  it.each([undefined, [['Name']], [['Name', 'Inner']]])(
    'are none where the list tells what is wanted: %j',
    async (enrich) => {
      expect(await told(THIN, enrich)).toEqual({ reads: 0, properties: [{ Name: 'clicks' }, { Name: 'orders' }] });
    },
  );

  it.each(['all' as const, [['Name'], ['ShardCount']], [['ShardCount', 'Inner']]])(
    'get what the list lacks: %j',
    async (enrich) => {
      expect(await told(THIN, enrich)).toEqual({
        reads: 2,
        properties: [
          { Name: 'clicks', ShardCount: 2 },
          { Name: 'orders', ShardCount: 4 },
        ],
      });
    },
  );

  it('are of those resources only whose own list lacks something; what it has of a list is believed to be whole', async () => {
    expect(await told(FULL, [['Tags', 'Key']])).toEqual({
      reads: 1,
      properties: [{ PrefixListId: 'pl-1', Tags: [] }, { PrefixListId: 'pl-2' }],
    });
  });
});
