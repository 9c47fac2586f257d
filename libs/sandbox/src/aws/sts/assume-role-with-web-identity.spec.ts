import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { UpdateAssumeRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect } from 'vitest';
import { awsTest, refusal, ROLE_ARN } from '../fixtures/aws-test.js';
import { LocalIssuer } from '../fixtures/local-issuer.js';

describe('AssumeRoleWithWebIdentity', () => {
  awsTest('opens a session whose holder is the assumed role', async ({ scene }) => {
    const answer = await scene.assume({ DurationSeconds: 900 });

    expect(answer).toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/Reader/sync-1' },
      SubjectFromWebIdentityToken: 'tenant:a',
      Audience: 'sts.amazonaws.com',
      Provider: scene.issuer.issuer,
    });
    expect(answer.PackedPolicySize).toBeUndefined();
    const life = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(life).toBeGreaterThan(880_000);
    expect(life).toBeLessThanOrEqual(900_000);

    const caller = await new STSClient(await scene.session()).send(new GetCallerIdentityCommand({}));
    expect({ account: caller.Account, arn: caller.Arn, user: caller.UserId?.replace(/^AROA\w+/, 'AROA') }).toEqual({
      account: '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/Reader/sync-1',
      user: 'AROA:sync-1',
    });
  });

  awsTest('says how much room the session policies took', async ({ scene }) => {
    const { PackedPolicySize } = await scene.assume({
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'kms:*', Resource: '*' } }),
    });

    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(PackedPolicySize).toBeLessThan(50);
  });
});

describe('a token that STS refuses', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = [
    ['expired', () => ({ exp: seconds() - 10 }), 'ExpiredTokenException'],
    ['not valid yet', () => ({ nbf: seconds() + 900 }), 'InvalidIdentityTokenException'],
    ['issued in the future', () => ({ iat: seconds() + 900, exp: seconds() + 1200 }), 'InvalidIdentityTokenException'],
    ['without iat', () => ({ iat: undefined }), 'InvalidIdentityTokenException'],
    ['without exp', () => ({ exp: undefined }), 'InvalidIdentityTokenException'],
    ['of another audience', () => ({ aud: 'https://example.com' }), 'InvalidIdentityTokenException'],
    ['of an unregistered issuer', () => ({ iss: 'https://example.com' }), 'InvalidIdentityTokenException'],
    ['of another subject', () => ({ sub: 'tenant:b' }), 'AccessDenied'],
  ] as const;

  for (const [title, build, code] of claims) {
    awsTest(`is ${title}`, async ({ scene }) => {
      const refused = await refusal(scene.assume({ WebIdentityToken: await scene.issuer.token(build()) }));
      expect(refused.code).toBe(code);
    });
  }

  awsTest('is signed by nobody, by a foreign key, by an unknown key, or is no token', async ({ scene }) => {
    const stranger = await LocalIssuer.start();
    const now = seconds();
    const good = { iss: scene.issuer.issuer, sub: 'tenant:a', aud: 'sts.amazonaws.com', iat: now, exp: now + 300 };
    const confused = new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'local' });
    const tokens = [
      new UnsecuredJWT(good).encode(),
      await confused.sign(new TextEncoder().encode(JSON.stringify(scene.issuer.publicKey))),
      await stranger.token({ iss: scene.issuer.issuer }),
      await scene.issuer.token({}, { kid: 'unknown' }),
      `${await scene.issuer.token()}x`,
      'not-a-token',
    ];

    const codes = await Promise.all(
      tokens.map(async (WebIdentityToken) => (await refusal(scene.assume({ WebIdentityToken }))).code),
    );

    expect(codes).toEqual(tokens.map(() => 'InvalidIdentityTokenException'));
    await stranger.stop();
  });
});

describe('an identity provider that does not serve its keys', () => {
  const behaviours = ['fails', 'empty-keys', 'foreign-issuer', 'hangs'] as const;

  for (const behaviour of behaviours) {
    awsTest(`and ${behaviour} makes the token invalid`, async ({ scene }) => {
      scene.issuer.behaviour = behaviour;
      const { code, message } = await refusal(scene.assume());
      expect(code).toBe('InvalidIdentityTokenException');
      expect(message).toContain("Couldn't retrieve verification key from your identity provider");
    });
  }

  awsTest('and cannot be reached is a communication error', async ({ scene }) => {
    const WebIdentityToken = await scene.issuer.token();
    await scene.issuer.stop();
    expect((await refusal(scene.assume({ WebIdentityToken }))).code).toBe('IDPCommunicationErrorException');
  });
});

describe('a request that STS refuses', () => {
  const long = `{"Version":"2012-10-17","Statement":[${'{"Effect":"Deny","Action":"a:b","Resource":"*"},'.repeat(50)}`;
  const requests = [
    ['RoleSessionName', { RoleSessionName: 'no spaces' }, 'ValidationError'],
    ['a short DurationSeconds', { DurationSeconds: 899 }, 'ValidationError'],
    ['a DurationSeconds above the role', { DurationSeconds: 7200 }, 'ValidationError'],
    ['an unknown role', { RoleArn: 'arn:aws:iam::123456789012:role/Nobody' }, 'AccessDenied'],
    ['a policy that is no JSON', { Policy: 'deny all' }, 'MalformedPolicyDocumentException'],
    [
      'a policy without resource',
      { Policy: '{"Statement":{"Effect":"Deny","Action":"*"}}' },
      'MalformedPolicyDocumentException',
    ],
    ['an unknown policy ARN', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/NoSuchPolicy' }] }, 'ValidationError'],
    [
      'eleven policy ARNs',
      { PolicyArns: Array(11).fill({ arn: 'arn:aws:iam::aws:policy/SecurityAudit' }) },
      'ValidationError',
    ],
    [
      'a policy above 2,048 characters',
      { Policy: `${long}{"Effect":"Deny","Action":"a:c","Resource":"*"}]}` },
      'ValidationError',
    ],
  ] as const;

  for (const [title, over, code] of requests) {
    awsTest(`for ${title}`, async ({ scene }) => {
      expect((await refusal(scene.assume(over as Partial<{ RoleArn: string }>))).code).toBe(code);
    });
  }

  awsTest('for policies that together exceed 2,048 characters', async ({ scene }) => {
    const filler = Array.from(
      { length: 50 },
      (_, index) => `"service${index}:Action${index * 7919}OfSome${index * 104729}"`,
    );
    const Policy = `{"Statement":{"Effect":"Deny","Resource":"*","Action":[${filler.join(',')}]}}`;
    const PolicyArns = Array(10).fill({ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });

    expect(Policy.length).toBeLessThanOrEqual(2048);
    const { code, message } = await refusal(scene.assume({ Policy, PolicyArns }));
    expect(code).toBe('PackedPolicyTooLargeException');
    expect(message).toMatch(/consumes \d{3}% of allotted space/);
  });

  awsTest('for a role of another account than the provider', async ({ scene }) => {
    const RoleArn = ROLE_ARN.replace('123456789012', '210987654321');
    expect((await refusal(scene.assume({ RoleArn }))).code).toBe('InvalidIdentityTokenException');
  });

  awsTest('when a trust statement denies what another allows', async ({ scene }) => {
    const allow = JSON.parse(scene.exactTrust) as { Statement: Array<Record<string, unknown>> };
    const deny = { ...allow.Statement[0], Effect: 'Deny' };
    const PolicyDocument = JSON.stringify({ ...allow, Statement: [...allow.Statement, deny] });
    const iam = new IAMClient(scene.config());
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Reader', PolicyDocument }));

    expect(await refusal(scene.assume())).toEqual({
      code: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    });
  });
});
