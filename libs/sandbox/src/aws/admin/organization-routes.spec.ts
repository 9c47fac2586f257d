import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeAccountCommand, ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import { describe, expect } from 'vitest';
import { AwsScene, awsTest, refusal, ROLE_ARN } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';
import { LocalIssuer } from '../fixtures/local-issuer.js';
import { MANAGEMENT, MEMBER, organizationTest, PLAN } from '../fixtures/organization-test.js';
import { startSandboxAws } from '../sandbox-aws.js';

describe('the owner of an organization', () => {
  organizationTest('moves an account to another unit', async ({ scene }) => {
    const path = `${scene.aws.url}/_sandbox/organization/accounts/${MEMBER}`;

    const moved = await callJson('PATCH', path, { parentId: 'r-ab12' });
    const { Accounts: accounts } = await scene.client().send(new ListAccountsForParentCommand({ ParentId: 'r-ab12' }));

    expect(moved).toMatchObject({ status: 200, body: { accountId: MEMBER, parentId: 'r-ab12' } });
    expect(accounts?.map(({ Name }) => Name)).toEqual(['management', 'prod']);
    expect((await callJson('PATCH', path, { parentId: 'ou-ab12-99999999' })).status).toBe(404);
  });

  organizationTest('adds an account that has resources of its own', async ({ scene }) => {
    const wanted = { name: 'new', parentId: 'ou-ab12-22222222', resourcesPerKind: 1 };
    const { status, body } = await callJson('POST', `${scene.aws.url}/_sandbox/organization/accounts`, wanted);
    const { accountId } = body as { accountId: string };

    const { Account: account } = await scene.client().send(new DescribeAccountCommand({ AccountId: accountId }));

    expect([status, accountId]).toEqual([201, '345678901235']);
    expect(account).toMatchObject({ Name: 'new', State: 'ACTIVE', JoinedMethod: 'CREATED' });
    expect(scene.aws.estate.everything(accountId, 'AWS::S3::Bucket')).toHaveLength(3);
    expect(scene.aws.administrator(accountId).accessKeyId).toMatch(/^AKIA/);
  });

  organizationTest('adds a unit and puts an account there', async ({ scene }) => {
    const path = `${scene.aws.url}/_sandbox/organization`;
    const { body } = await callJson('POST', `${path}/organizational-units`, { name: 'Sandbox' });
    const unit = body as { id: string };

    await callJson('PATCH', `${path}/accounts/${MEMBER}`, { parentId: unit.id });
    const found = await scene.client().send(new ListAccountsForParentCommand({ ParentId: unit.id }));

    expect(found.Accounts?.map(({ Id }) => Id)).toEqual([MEMBER]);
  });

  organizationTest('lets a member go, which stands alone then', async ({ scene }) => {
    const path = `${scene.aws.url}/_sandbox/organization/accounts`;

    expect((await callJson('DELETE', `${path}/${MEMBER}`)).status).toBe(204);
    const command = new DescribeAccountCommand({ AccountId: MEMBER });

    expect((await refusal(scene.client().send(command))).code).toBe('AccountNotFoundException');
    expect((await refusal(scene.client(MEMBER).send(command))).code).toBe('AWSOrganizationsNotInUseException');
    expect((await callJson('DELETE', `${path}/${MANAGEMENT}`)).status).toBe(409);
    expect((await callJson('DELETE', `${path}/999999999999`)).status).toBe(404);
  });

  organizationTest('closes an account, which the retired Status calls suspended', async ({ scene }) => {
    const path = `${scene.aws.url}/_sandbox/organization/accounts/${MEMBER}`;
    const told = async (state: string) => {
      await callJson('PATCH', path, { state });
      const { Account: account } = await scene.client().send(new DescribeAccountCommand({ AccountId: MEMBER }));
      return [account?.State, account?.Status];
    };

    expect(await told('PENDING_CLOSURE')).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    expect(await told('SUSPENDED')).toEqual(['SUSPENDED', 'SUSPENDED']);
    expect(await told('CLOSED')).toEqual(['CLOSED', 'SUSPENDED']);
  });

  awsTest('finds no organization where there is none', async ({ scene }) => {
    expect((await callJson('GET', `${scene.aws.url}/_sandbox/organization`)).status).toBe(404);
  });
});

describe('a suspended account', () => {
  organizationTest('lets nobody in, and nobody go on', async ({ scene }) => {
    const issuer = await LocalIssuer.start();
    const aws = new AwsScene(scene.aws, issuer);
    await aws.prepare();
    const session = await aws.session();

    await callJson('PATCH', `${scene.aws.url}/_sandbox/organization/accounts/${MANAGEMENT}`, { state: 'SUSPENDED' });

    expect((await refusal(aws.assume({ RoleArn: ROLE_ARN }))).code).toBe('AccessDenied');
    const call = new STSClient(session).send(new GetCallerIdentityCommand({}));
    expect((await refusal(call)).code).toBe('InvalidClientTokenId');
    await issuer.stop();
  });
});

describe('an organization with a directory', () => {
  organizationTest('stays as it became over a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-organization-'));
    const start = () => startSandboxAws({ seed: 'test', organization: PLAN, dataDir });
    const before = await start();
    const path = `${before.url}/_sandbox/organization/accounts`;
    await callJson('POST', path, { name: 'late', resourcesPerKind: 1 });
    await callJson('DELETE', `${path}/${MEMBER}`);
    await before.close();

    const after = await start();
    const { body } = await callJson('GET', `${after.url}/_sandbox/organization`);
    const buckets = after.estate.everything('345678901235', 'AWS::S3::Bucket');
    await after.close();
    await rm(dataDir, { recursive: true });

    const { members } = body as { members: Array<{ accountId: string }> };
    expect(members.map(({ accountId }) => accountId)).toEqual([MANAGEMENT, '345678901234', '345678901235']);
    expect(buckets).toHaveLength(3);
  });
});
