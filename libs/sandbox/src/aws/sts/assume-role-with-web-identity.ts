import { z } from 'zod';
import type { ConditionContext } from '../policy/conditions.js';
import { parseTrust } from '../policy/policy-document.js';
import { trusts } from '../policy/trust.js';
import { AwsFault } from '../service.js';
import type { AwsState } from '../state/aws-state.js';
import type { Role } from '../state/account-state.js';
import { uniqueId } from '../state/unique-id.js';
import { queryOperation } from '../wire/query-operation.js';
import { verifyIdentityToken, type VerifiedIdentity } from './identity-token.js';
import { packedPolicySize, sessionStatements } from './session-policies.js';
import { assumedRoleArn, type Session, type SessionTokens } from './session-tokens.js';

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]{1,64})$/;

const input = z.strictObject({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .regex(/^[\w+=,.@-]*$/, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*')
    .min(2)
    .max(64),
  WebIdentityToken: z.string().min(4).max(20_000),
  ProviderId: z.string().optional(),
  PolicyArns: z
    .array(z.strictObject({ arn: z.string().min(20).max(2048) }))
    .max(10)
    .default([]),
  Policy: z.string().min(1).max(2048, 'Member must have length less than or equal to 2048').optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});

const output = z.strictObject({
  Credentials: z.strictObject({
    AccessKeyId: z.string(),
    SecretAccessKey: z.string(),
    SessionToken: z.string(),
    Expiration: z.iso.datetime(),
  }),
  AssumedRoleUser: z.strictObject({ AssumedRoleId: z.string(), Arn: z.string() }),
  SubjectFromWebIdentityToken: z.string(),
  Audience: z.string(),
  Provider: z.string(),
  PackedPolicySize: z.int().optional(),
});

export function assumeRoleWithWebIdentity(state: AwsState, tokens: SessionTokens) {
  return queryOperation({
    input,
    output,
    async run({ RoleArn, RoleSessionName, WebIdentityToken, PolicyArns, Policy, DurationSeconds }) {
      const [, accountId = '', roleName = ''] = ROLE_ARN.exec(RoleArn) ?? [];
      const account = state.accounts.get(accountId);
      const policies = { policyArns: PolicyArns.map(({ arn }) => arn), policy: Policy };
      const restricted = sessionStatements(policies) !== undefined;
      const packed = restricted ? packedPolicySize(policies) : undefined;
      const identity = await verifyIdentityToken(WebIdentityToken, account?.providers ?? []);
      const role = state.role(accountId, roleName);
      if (role?.arn !== RoleArn || !admits(role, identity, RoleSessionName)) throw notAuthorized();
      if (DurationSeconds > role.maxSessionSeconds) {
        const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
        throw new AwsFault('ValidationError', message);
      }
      const session = openSession(role, { accountId, sessionName: RoleSessionName, ...policies }, DurationSeconds);
      return {
        Credentials: {
          AccessKeyId: session.accessKeyId,
          SecretAccessKey: tokens.secretFor(session.accessKeyId),
          SessionToken: tokens.seal(session),
          Expiration: session.expiresAt,
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${RoleSessionName}`,
          Arn: assumedRoleArn(session),
        },
        SubjectFromWebIdentityToken: identity.subject,
        Audience: identity.audiences[0] ?? '',
        Provider: identity.issuer,
        PackedPolicySize: packed,
      };
    },
  });
}

type Restriction = Pick<Session, 'accountId' | 'sessionName' | 'policyArns'> & { policy: string | undefined };

function openSession(role: Role, { policy, ...restriction }: Restriction, seconds: number): Session {
  const now = Date.now();
  return {
    ...restriction,
    ...(policy === undefined ? {} : { policy }),
    accessKeyId: uniqueId('ASIA'),
    roleName: role.name,
    roleId: role.id,
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

function admits(role: Role, identity: VerifiedIdentity, sessionName: string): boolean {
  const { provider } = identity;
  return trusts(parseTrust(role.trustPolicy), {
    providerArn: provider.arn,
    context: webIdentityContext(identity, sessionName),
  });
}

/** Of a provider that AWS does not know by name, STS makes only these claims condition keys. */
function webIdentityContext({ provider, subject, audiences }: VerifiedIdentity, sessionName: string): ConditionContext {
  const name = provider.url.replace(/^https?:\/\//, '').toLowerCase();
  return new Map([
    [`${name}:sub`, [subject]],
    [`${name}:aud`, audiences],
    ['sts:rolesessionname', [sessionName]],
    ['aws:federatedprovider', [provider.arn]],
    ['aws:currenttime', [new Date().toISOString()]],
  ]);
}

function notAuthorized(): AwsFault {
  return new AwsFault('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
}
