import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, type RolePlan } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { EnabledRegionDirectory } from './enabled-region-directory.js';
import { regionsEnabledByDefault } from './regions.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

let aws: SandboxAws;
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  const regions = [
    { name: 'us-east-1', status: 'ENABLED_BY_DEFAULT' as const },
    { name: 'eu-west-1', status: 'ENABLED_BY_DEFAULT' as const },
    { name: 'ap-east-1', status: 'ENABLED' as const },
    { name: 'af-south-1', status: 'DISABLED' as const },
  ];
  const account = { id: '123456789012', name: 'demo', resourcesPerKind: 0, regions };
  aws = await startSandboxAws({ seed: 'regions', accounts: [account] });
});

afterEach(() => aws.rules.clear());
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const ask = async (plan: RolePlan = {}) => {
  const account = await connectAccount({ aws, issuer }, plan);
  const sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
  return new EnabledRegionDirectory(sessions, { endpoint: aws.url, schedule: IMPATIENT }).enabled(account);
};

describe('the enabled regions of an account', () => {
  const enabled = ['ap-east-1', 'eu-west-1', 'us-east-1'];

  it('come from the Account API', async () => {
    await expect(ask()).resolves.toEqual({ regions: enabled, source: 'account', notices: [] });
  });

  it('come from EC2 where the role may not ask the Account API', async () => {
    await expect(ask({ denied: ['account:ListRegions'] })).resolves.toEqual({
      regions: enabled,
      source: 'ec2',
      notices: [expect.stringContaining('account:ListRegions')],
    });
  });

  it('are those of every account where the role may ask neither', async () => {
    await expect(ask({ denied: ['account:ListRegions', 'ec2:DescribeRegions'] })).resolves.toEqual({
      regions: regionsEnabledByDefault('aws').sort(),
      source: 'fixed',
      notices: [expect.stringContaining('account:ListRegions'), expect.stringContaining('ec2:DescribeRegions')],
    });
  });

  it('are not guessed when the session is lost', async () => {
    aws.rules.add({ service: 'account', error: { code: 'ExpiredTokenException' } });

    await expect(ask()).rejects.toMatchObject({ failure: { reason: 'auth-lost' } });
  });
});
