import { PARTITIONS } from '@longshore/domain';
import { curatedKinds, findKind, kindNames } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { metadataOnly } from './session-policy.js';

const policy = JSON.parse(metadataOnly('aws').policy) as { Statement: { Effect: string; Action: string[] }[] };
const [allowed, denied] = policy.Statement.map(({ Effect, Action }) => ({ Effect, Action }));

const patterns = (denied?.Action ?? []).map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i'));
const isDenied = (action: string) => patterns.some((pattern) => pattern.test(action));

describe('the session policy', () => {
  it.each(PARTITIONS)('fits into the 2,048 characters that STS accepts, in %s', (partition) => {
    const { policyArns, policy: text } = metadataOnly(partition);
    const characters = [text, ...policyArns.map(({ arn }) => arn)].join('').length;

    expect(policyArns).toEqual([{ arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess` }]);
    expect(characters).toBeLessThanOrEqual(2_048);
  });

  it('allows no more than the two reads of Cloud Control', () => {
    expect(allowed).toEqual({
      Effect: 'Allow',
      Action: ['cloudformation:GetResource', 'cloudformation:ListResources'],
    });
    expect(denied?.Effect).toBe('Deny');
  });

  it('denies nothing that a curated kind needs', () => {
    expect(curatedKinds.flatMap((kind) => kind.permissions.filter(isDenied))).toEqual([]);
  });

  it('denies only data reads of all that any handler declares', () => {
    const declared = kindNames().flatMap((name) => {
      const { list = [], read = [] } = findKind(name)?.declaredPermissions ?? {};
      return [...list, ...read];
    });

    const hit = new Set(declared.filter((action) => !action.includes('*') && isDenied(action)));

    expect([...hit].sort()).toEqual([
      'cognito-idp:AdminGetUser',
      'cognito-idp:ListUsers',
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'kms:Decrypt',
      'lambda:GetLayerVersion',
      's3:GetObject',
      's3:GetObjectAcl',
      's3:GetObjectVersion',
      's3:getObject',
      'secretsmanager:GetSecretValue',
      'ssm:GetParameter',
      'ssm:GetParameters',
    ]);
  });
});
