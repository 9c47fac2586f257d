import { AssumeRoleDenied, AwsCallFailed } from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectAccount, IMPATIENT, newAccount, signal } from '../testing/connected-account.js';
import { TestIssuer } from '../testing/test-issuer.js';
import { WebIdentitySessions } from './web-identity-sessions.js';

let aws: SandboxAws;
let issuer: TestIssuer;
let sessions: WebIdentitySessions;

beforeEach(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({
    seed: 'sessions',
    accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 0 }],
  });
  sessions = new WebIdentitySessions(issuer, { endpoint: aws.url, schedule: IMPATIENT });
});

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all([aws.close(), issuer.close()]);
});

const connect = (plan = {}) => connectAccount({ aws, issuer }, plan);

const refuse = (code: string, more: { message?: string; status?: number; times?: number } = {}) => {
  const { times, ...error } = more;
  aws.rules.add({ service: 'sts', error: { code, ...error }, ...(times !== undefined && { times }) });
};

describe('a session by web identity', () => {
  it('belongs to the account of the role', async () => {
    const account = await connect();

    await expect(sessions.identity(account)).resolves.toBe('123456789012');
  });

  it('is opened anew when AWS no longer knows it, so that a lost role shows as such', async () => {
    const account = await connect();
    const before = await sessions.credentials(account);
    aws.rules.add({ service: 'sts', operation: 'GetCallerIdentity', expireSession: true, times: 1 });

    await expect(sessions.identity(account)).resolves.toBe('123456789012');
    expect((await sessions.credentials(account)).accessKeyId).not.toBe(before.accessKeyId);
  });

  it('is opened once for concurrent callers, and kept', async () => {
    const account = await connect();

    const credentials = await Promise.all(Array.from({ length: 40 }, () => sessions.credentials(account, signal)));
    credentials.push(await sessions.credentials(account));

    expect(new Set(credentials.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(issuer.signed).toBe(1);
  });

  it('is opened for what its mapping reads: another mapping, another session', async () => {
    const account = await connect();

    const reads = [[], ['oam:GetLink'], ['oam:GetLink'], []];
    const opened = await Promise.all(reads.map((each) => sessions.credentials({ ...account, reads: each })));

    expect(new Set(opened.map(({ accessKeyId }) => accessKeyId)).size).toBe(2);
  });

  it('lasts an hour', async () => {
    const { expiration } = await sessions.credentials(await connect());

    const minutes = (expiration.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(59);
    expect(minutes).toBeLessThanOrEqual(60);
  });

  it('is not passed on to another integration with the same role', async () => {
    const account = await connect();
    await sessions.credentials(account);
    const stranger = { ...account, integrationId: newAccount().integrationId };

    await expect(sessions.credentials(stranger)).rejects.toBeInstanceOf(AssumeRoleDenied);
  });

  it('is opened anew after it was forgotten', async () => {
    const account = await connect();
    const first = await sessions.credentials(account);
    sessions.forget(account);

    expect((await sessions.credentials(account)).accessKeyId).not.toBe(first.accessKeyId);
  });

  it('is opened anew when AWS does not know it any more', async () => {
    const account = await connect();
    const first = await sessions.credentials(account);
    aws.rules.add({ service: 'sts', operation: 'GetCallerIdentity', expireSession: true, times: 1 });

    await expect(sessions.identity(account)).resolves.toBe('123456789012');
    expect((await sessions.credentials(account)).accessKeyId).not.toBe(first.accessKeyId);
  });

  it('is renewed before it ends, and still used when the renewal fails', async () => {
    const account = await connect();
    const first = await sessions.credentials(account);
    vi.useFakeTimers({ toFake: ['Date'], now: first.expiration.getTime() - 4 * 60_000 });

    refuse('InternalFailure', { status: 500, times: 4 });
    const during = await sessions.credentials(account);
    vi.setSystemTime(first.expiration.getTime() - 2 * 60_000);
    const after = await sessions.credentials(account);

    expect(during).toEqual(first);
    expect(after.accessKeyId).not.toBe(first.accessKeyId);
  });

  it('ends the wait of a caller whose signal fires, and of no other', async () => {
    const account = await connect();
    const patient = sessions.credentials(account);

    await expect(sessions.credentials(account, AbortSignal.abort())).rejects.toMatchObject({
      failure: { reason: 'cancelled' },
    });
    await expect(patient).resolves.toMatchObject({ accessKeyId: expect.any(String) });
  });
});

describe('STS that refuses', () => {
  it('says which role does not trust this integration', async () => {
    const account = await connect({ subject: 'tenant:x:integration:y' });

    const error = await sessions.credentials(account).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(AssumeRoleDenied);
    expect(error).toMatchObject({ roleArn: account.roleArn, awsCode: 'AccessDenied' });
  });

  it('says that the account has no provider for the issuer', async () => {
    await expect(sessions.credentials(newAccount())).rejects.toMatchObject({
      name: 'AssumeRoleDenied',
      awsCode: 'InvalidIdentityToken',
    });
  });

  it('is asked again while it cannot reach the issuer', async () => {
    const account = await connect();
    refuse('IDPCommunicationError', { times: 2 });

    await expect(sessions.credentials(account)).resolves.toMatchObject({ accessKeyId: expect.any(String) });
  });

  it('is believed in the end that it cannot reach the issuer', async () => {
    const account = await connect();
    await issuer.close();

    await expect(sessions.credentials(account)).rejects.toMatchObject({
      name: 'AssumeRoleDenied',
      awsCode: 'IDPCommunicationError',
    });
  });

  it.each([
    ['Throttling', 'throttled'],
    ['ServiceUnavailable', 'transient'],
    ['RegionDisabledException', 'region-disabled'],
    ['MalformedPolicyDocument', 'internal'],
    ['PackedPolicyTooLarge', 'internal'],
  ])('%s is no verdict about the role', async (code, reason) => {
    const account = await connect();
    refuse(code);

    const error = await sessions.credentials(account).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(AwsCallFailed);
    expect(error).toMatchObject({ failure: { reason } });
  });
});
