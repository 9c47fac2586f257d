import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { connect, createIntegration, createStack } from '../testing/connect.js';

describe('the installation of an integration', () => {
  apiTest('holds all that the AWS administrator needs', async ({ rig }) => {
    const { caller, id, issuer } = await rig.tenant();
    const path = await createIntegration(caller);
    const { body: integration } = await caller.get(path).expect(200);

    const { body } = await caller.get(`${path}/installation`).expect(200);

    const subject = `tenant:${id}:integration:${integration.id}`;
    expect(body).toMatchObject({
      issuer,
      subject,
      audience: 'sts.amazonaws.com',
      templateUrl: `${rig.origin}/cloudformation/longshore-single-account.template.yaml`,
      templateVersion: '1.0.0',
      parameters: { IssuerUrl: issuer, Subject: subject, Audience: 'sts.amazonaws.com', RoleName: 'LongshoreReadRole' },
    });
    expect(body.quickCreateUrl).toContain(
      `${rig.aws.url}/console/cloudformation/home?region=us-east-1#/stacks/quickcreate?templateURL=`,
    );
    expect(body.commands.deploy).toContain(`IssuerUrl=${issuer}`);
  });

  apiTest('names a template that anybody can fetch', async ({ rig }) => {
    for (const name of ['single-account', 'organization']) {
      const path = `/cloudformation/longshore-${name}.template.yaml`;
      const { text, headers } = await rig.anonymous.get(path).expect(200);

      expect(headers['content-type']).toBe('application/yaml; charset=utf-8');
      expect(text).toContain('PortIntegrationRoleArn');
    }
    await rig.anonymous.get('/cloudformation/..%2Fpackage.json').expect(404);
  });
});

describe('the role of an integration', () => {
  apiTest('connects its account; another one takes its place', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const roleOf = (account: string) => `arn:aws:iam::${account}:role/Reader`;

    await caller.put(`${path}/role`, { roleArn: roleOf('111111111111') }).expect(200);
    const { body } = await caller.put(`${path}/role`, { roleArn: roleOf('222222222222') }).expect(200);

    const { body: accounts } = await caller.get(`${path}/accounts`).expect(200);
    expect(body.accounts).toEqual({ mode: 'single', roleArn: roleOf('222222222222') });
    expect(
      accounts.data.map(({ awsAccountId, state }: { awsAccountId: string; state: string }) => [awsAccountId, state]),
    ).toEqual([
      ['111111111111', 'excluded'],
      ['222222222222', 'pending'],
    ]);
  });

  apiTest('is refused in any other shape, and the one before stays', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    for (const roleArn of ['', 'Reader', 'arn:aws:iam::12:role/R', 'arn:aws:iam::123456789012:user/R', null]) {
      const { body } = await caller.put(`${path}/role`, { roleArn }).expect(400);

      expect(body.errors[0].pointer).toBe('/roleArn');
    }
    expect((await caller.get(path).expect(200)).body.accounts).toEqual({ mode: 'single' });
  });
});

describe('a verification', () => {
  apiTest('passes once the stack stands, and starts the first sync', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    await caller.put(`${path}/role`, { roleArn: await createStack(rig, caller, path) }).expect(200);

    const { body } = await caller.post(`${path}/verification`).expect(200);

    expect(body.data.map(({ check, status }: { check: string; status: string }) => [check, status])).toEqual([
      ['port-credentials', 'passed'],
      ['issuer-reachable', 'passed'],
      ['role-configured', 'passed'],
      ['role-assumable', 'passed'],
      ['account-matches', 'passed'],
      ['regions-listable', 'passed'],
    ]);
    expect((await caller.get(`/v1/syncs/${body.syncId}`).expect(200)).body.status).toBe('queued');
    expect((await caller.get(path).expect(200)).body.state).toBe('active');
    expect((await caller.get(`${path}/accounts`).expect(200)).body.data[0].state).toBe('active');
  });

  apiTest('starts a sync the first time only', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);

    const { body } = await caller.post(`${path}/verification`).expect(200);

    expect(body).toMatchObject({ status: 'passed', syncId: null });
  });

  apiTest('says that a role is missing, and asks nothing of AWS', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body } = await caller.post(`${path}/verification`).expect(200);

    expect(body).toMatchObject({ status: 'failed', syncId: null });
    expect(body.data[2]).toEqual({
      check: 'role-configured',
      status: 'failed',
      detail: 'No role ARN has been sent.',
      remedy: expect.stringContaining('PortIntegrationRoleArn'),
    });
    expect(body.data.slice(3).every(({ status }: { status: string }) => status === 'skipped')).toBe(true);
  });

  apiTest('tells an account without our provider from a role that pins another subject', async ({ rig }) => {
    const [one, two] = [await rig.tenant(), await rig.tenant()];
    const [mine, theirs] = [await createIntegration(one.caller), await createIntegration(two.caller)];
    const roleOfAnother = await createStack(rig, two.caller, theirs);
    await one.caller.put(`${mine}/role`, { roleArn: roleOfAnother }).expect(200);

    const { body: withoutProvider } = await one.caller.post(`${mine}/verification`).expect(200);

    const assumable = withoutProvider.data[3];
    expect(assumable).toMatchObject({
      check: 'role-assumable',
      status: 'failed',
      accountId: roleOfAnother.split(':')[4],
    });
    expect(assumable.remedy).toContain('CreateOIDCProvider');
    expect((await one.caller.get(mine).expect(200)).body.state).toBe('pending');
    expect((await one.caller.get(`${mine}/syncs`).expect(200)).body.data).toEqual([]);
  });

  apiTest('says which condition of the trust to compare when the role pins another subject', async ({ rig }) => {
    const { caller, id } = await rig.tenant();
    const path = await createIntegration(caller);
    const roleArn = await createStack(rig, caller, path);
    await createIntegration(caller, { identifier: 'other' });
    await caller.put('/v1/integrations/other/role', { roleArn }).expect(200);

    const { body } = await caller.post('/v1/integrations/other/verification').expect(200);

    const { body: other } = await caller.get('/v1/integrations/other').expect(200);
    expect(body.data[3]).toMatchObject({ check: 'role-assumable', status: 'failed' });
    expect(body.data[3].detail).toContain('AccessDenied');
    expect(body.data[3].remedy).toContain(`:sub equals tenant:${id}:integration:${other.id}`);
  });

  apiTest('says that Port does not answer, and keeps the integration as it was', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    await rig.failPort();

    const { body } = await caller.post(`${path}/verification`).expect(200);

    await rig.healPort();
    expect(body.data[0]).toMatchObject({ check: 'port-credentials', status: 'failed', remedy: expect.any(String) });
    expect((await caller.get(path).expect(200)).body.state).toBe('pending');
  });
});
