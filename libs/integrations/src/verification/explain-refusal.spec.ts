import { AssumeRoleDenied } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { explainRefusal } from './explain-refusal.js';

const expected = {
  issuer: 'https://longshore.example.com/t/1',
  subject: 'tenant:1:integration:2',
  audience: 'sts.amazonaws.com',
};

/** Codes and messages as STS answers AssumeRoleWithWebIdentity. */
const REFUSALS: [code: string, message: string, remedy: string][] = [
  [
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://…',
    'CreateOIDCProvider = true',
  ],
  ['InvalidIdentityToken', 'Incorrect token audience', 'Add the client id sts.amazonaws.com'],
  [
    'InvalidIdentityToken',
    "Couldn't retrieve verification key from your identity provider",
    'https://longshore.example.com/t/1/.well-known/openid-configuration',
  ],
  ['IDPCommunicationError', 'Identity provider did not answer', 'reachable from the internet'],
  ['ExpiredTokenException', 'Token expired', 'clock'],
  [
    'AccessDenied',
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    'longshore.example.com/t/1:sub equals tenant:1:integration:2',
  ],
  ['RegionDisabledException', 'STS is not activated in this region', 'Update the stack'],
];

describe('the refusal of a role', () => {
  it.each(REFUSALS)('%s, %s, names what to change', (code, message, remedy) => {
    const refused = new AssumeRoleDenied('arn:aws:iam::123456789012:role/R', code, message);

    expect(explainRefusal(refused, expected)).toEqual({
      isPassed: false,
      detail: `${code}: ${message}`,
      remedy: expect.stringContaining(remedy),
    });
  });
});
