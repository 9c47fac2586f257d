import { describe, expect, it } from 'vitest';
import { objectOnly } from './object-policy.js';

const policyOf = (key: string) => objectOnly('aws', { bucket: 'config', key });

describe('the session policy for one object', () => {
  it('allows to get that object and nothing else', () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws-cn:s3:::config/a/b.yaml"}]}';

    expect(objectOnly('aws-cn', { bucket: 'config', key: 'a/b.yaml' })).toEqual({ policyArns: [], policy });
  });

  it('takes what would be a wildcard or a variable for itself', () => {
    expect(policyOf('*?${aws:userid}')?.policy).toContain('"arn:aws:s3:::config/${*}${?}${$}{aws:userid}"');
  });

  it('is in the characters that STS takes, and the same text when read', () => {
    const { policy = '' } = policyOf('é"\\\u007f\u{1f600}') ?? {};

    expect(policy).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(policy).Statement[0].Resource).toBe('arn:aws:s3:::config/é"\\\u007f\u{1f600}');
  });

  it('is none for a name that leaves no room', () => {
    expect(policyOf('a'.repeat(1_024))?.policy.length).toBeLessThanOrEqual(2_048);
    expect(policyOf('*'.repeat(1_024))).toBeNull();
  });
});
