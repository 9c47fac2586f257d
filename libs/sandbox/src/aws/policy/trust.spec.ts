import { describe, expect, it } from 'vitest';
import { parseTrust } from './policy-document.js';
import { trusts } from './trust.js';

const provider = 'arn:aws:iam::123456789012:oidc-provider/localhost:3000/t/a';
const key = 'localhost:3000/t/a';

const identity = {
  providerArn: provider,
  context: new Map([
    [`${key}:aud`, ['sts.amazonaws.com']],
    [`${key}:sub`, ['tenant:a:integration:b']],
  ]),
};

const exact = { StringEquals: { [`${key}:aud`]: 'sts.amazonaws.com', [`${key}:sub`]: 'tenant:a:integration:b' } };

function statement(over: object): object {
  const whole = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' };
  return { ...whole, ...over };
}

function document(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

describe('a trust policy', () => {
  const cases: Array<[title: string, text: string, trusted: boolean]> = [
    ['that pins audience and subject', document(statement({ Condition: exact })), true],
    ['without a condition, which trusts every token of the provider', document(statement({})), true],
    ['of one statement without a list', JSON.stringify({ Statement: statement({ Condition: exact }) }), true],
    ['of another provider', document(statement({ Principal: { Federated: `${provider}2` } })), false],
    [
      'of several providers',
      document(statement({ Principal: { Federated: ['accounts.google.com', provider] } })),
      true,
    ],
    ['of everyone', document(statement({ Principal: '*' })), true],
    ['of an AWS principal', document(statement({ Principal: { AWS: 'arn:aws:iam::1:root' } })), false],
    ['that allows another action', document(statement({ Action: 'sts:AssumeRole' })), false],
    ['that allows actions by pattern', document(statement({ Action: 'sts:assumerole*' })), true],
    ['of another subject', document(statement({ Condition: { StringEquals: { [`${key}:sub`]: 'tenant:b' } } })), false],
    [
      'that forgets the port',
      document(statement({ Condition: { StringEquals: { 'localhost/t/a:sub': 'x' } } })),
      false,
    ],
    ['with a deny that applies', document(statement({}), statement({ Effect: 'Deny', Condition: exact })), false],
    [
      'with a deny of others',
      document(statement({}), statement({ Effect: 'Deny', Condition: { StringNotEquals: exact.StringEquals } })),
      true,
    ],
    ['with one of two statements that applies', document(statement({ Action: 'sts:TagSession' }), statement({})), true],
  ];

  it.each(cases)('%s', (_title, text, trusted) => {
    expect(trusts(parseTrust(text), identity)).toBe(trusted);
  });
});

describe('a trust policy that IAM refuses', () => {
  const cases: Array<[title: string, text: string, message: string]> = [
    ['is no JSON', '{"Version":', 'This policy contains invalid Json'],
    ['has no statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['has another version', '{"Version":"2026-01-01","Statement":[]}', 'Syntax errors in policy.'],
    ['names a resource', document(statement({ Resource: '*' })), 'Has prohibited field Resource'],
    ['has no principal', document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    ['has an unknown member', document(statement({ Conditions: exact })), 'Syntax errors in policy.'],
    ['has an unknown operator', document(statement({ Condition: { Equals: { a: 'b' } } })), 'Syntax errors in policy.'],
    [
      'has a key without colon',
      document(statement({ Condition: { Null: { aud: 'true' } } })),
      'Syntax errors in policy.',
    ],
    [
      'allows an action of another service',
      document(statement({ Action: 's3:GetObject' })),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'names a provider by pattern',
      document(statement({ Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/*' } })),
      'Invalid principal in policy: "FEDERATED":"arn:aws:iam::123456789012:oidc-provider/*"',
    ],
  ];

  it.each(cases)('%s', (_title, text, message) => {
    expect(() => parseTrust(text)).toThrow(message);
  });
});
