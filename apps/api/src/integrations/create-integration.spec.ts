import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('creating an integration', () => {
  apiTest('fills in what the body leaves out', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const { body, headers } = await caller
      .post('/v1/integrations', { identifier: 'prod', accounts: { mode: 'single' } })
      .expect(201);

    expect(headers).toMatchObject({ location: '/v1/integrations/prod', etag: '"1"' });
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      identifier: 'prod',
      state: 'pending',
      accounts: { mode: 'single' },
      intervalMinutes: 1440,
      nextDueAt: null,
      settings: {
        partition: 'aws',
        createDefaultResources: true,
        sendRawExamples: false,
        maxConcurrentAccounts: 5,
        maxIncludedActions: 3,
        rawRetention: 'redacted',
        compatibility: {},
      },
      mappingVersion: 1,
      version: 1,
      createdAt: expect.any(String),
    });
  });

  apiTest('takes null for an integration without a schedule', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const body = { identifier: 'once', accounts: { mode: 'single' }, intervalMinutes: null };

    const created = await caller.post('/v1/integrations', body).expect(201);

    expect(created.body.intervalMinutes).toBeNull();
  });

  apiTest('is a conflict when the tenant has the identifier, and none when another tenant has', async ({ rig }) => {
    const [one, two] = [await rig.tenant(), await rig.tenant()];
    const body = { identifier: 'prod', accounts: { mode: 'single' } };
    await one.caller.post('/v1/integrations', body).expect(201);

    const again = await one.caller.post('/v1/integrations', body).expect(409);
    await two.caller.post('/v1/integrations', body).expect(201);

    expect(again.body.code).toBe('ERR_CONFLICT');
  });

  apiTest('names what is wrong and stores nothing', async ({ rig }) => {
    const { caller } = await rig.tenant();

    for (const [body, pointers] of BAD) {
      const answer = await caller.post('/v1/integrations', body).expect(400);

      expect(answer.body.code).toBe('ERR_INVALID_INPUT');
      expect(answer.body.errors.map((problem: { pointer: string }) => problem.pointer)).toEqual(pointers);
    }
    expect((await caller.get('/v1/integrations').expect(200)).body).toEqual({ data: [], nextCursor: null });
  });
});

const single = { mode: 'single' };
const role = (account: string, partition = 'aws') => `arn:${partition}:iam::${account}:role/Reader`;

const BAD: [body: object, pointers: string[]][] = [
  [{}, ['/identifier', '/accounts']],
  [{ identifier: 'Prod 1', accounts: single }, ['/identifier']],
  [{ identifier: 'a', accounts: { mode: 'all' } }, ['/accounts/mode']],
  [{ identifier: 'a', accounts: { mode: 'single', roleArn: 'arn:aws:iam::123:role/R' } }, ['/accounts/roleArn']],
  [{ identifier: 'a', accounts: { mode: 'single', roleArn: 'arn:aws:s3:::b' } }, ['/accounts/roleArn']],
  [{ identifier: 'a', accounts: { mode: 'single', roleArn: role('123456789012', 'aws-cn') } }, ['/accounts/roleArn']],
  [
    { identifier: 'a', accounts: { mode: 'list', roleArns: [role('111111111111'), 'x', role('111111111111')] } },
    ['/accounts/roleArns/1', '/accounts/roleArns/2'],
  ],
  [
    { identifier: 'a', accounts: { mode: 'list', roleArns: [role('111111111111'), role('111111111111')] } },
    ['/accounts/roleArns/1'],
  ],
  [
    { identifier: 'a', accounts: { mode: 'organization', organizationalUnitIds: ['ou-1'] } },
    ['/accounts/organizationalUnitIds/0'],
  ],
  [
    { identifier: 'a', accounts: { mode: 'organization', scope: { type: 'only', accountIds: ['12'] } } },
    ['/accounts/scope/accountIds/0'],
  ],
  [
    { identifier: 'a', accounts: { mode: 'organization', roleArn: role('123456789012', 'aws-us-gov') } },
    ['/accounts/roleArn'],
  ],
  [
    { identifier: 'a', accounts: { mode: 'organization', scope: { type: 'only', accountIds: [] } } },
    ['/accounts/scope/accountIds'],
  ],
  [{ identifier: 'a', accounts: single, schedule: '0 4 * * *' }, ['/schedule']],
  [{ identifier: 'a', accounts: single, intervalMinutes: 0 }, ['/intervalMinutes']],
  [{ identifier: 'a', accounts: single, settings: { partition: 'mars' } }, ['/settings/partition']],
  [
    { identifier: 'a', accounts: single, settings: { compatibility: { defaultRegion: 'eu-west-9' } } },
    ['/settings/compatibility/defaultRegion'],
  ],
  [{ identifier: 'a', accounts: single, colour: 'blue' }, ['/colour']],
];
