import { PARTITIONS } from '@longshore/domain';
import { curatedKinds, findKind, kindNames, Kinds, mappingPermissions, sessionReads } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { metadataOnly } from './session-policy.js';

function statements(reads: string[] = []) {
  const { Statement } = JSON.parse(metadataOnly('aws', reads).policy) as {
    Statement: { Effect: string; Action: string[] }[];
  };
  return Statement.map(({ Effect, Action }) => ({ Effect, Action }));
}

const CLOUD_CONTROL = ['cloudformation:GetResource', 'cloudformation:ListResources'];
const [allowed, denied] = statements();

/** What a mapping of those kinds gives its sessions. */
function readsOf(...kinds: string[]) {
  const entries = kinds.map((kind) => ({ kind, shape: null, useGetResourceApi: false, includeActions: [] }));
  return sessionReads(mappingPermissions(entries, new Kinds()).flatMap(({ actions }) => actions));
}

const patterns = (denied?.Action ?? []).map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i'));
const isDenied = (action: string) => patterns.some((pattern) => pattern.test(action));

describe('the session policy', () => {
  it.each(PARTITIONS)('fits into the 2,048 characters that STS accepts, in %s, whatever is mapped', (partition) => {
    const { policyArns, policy: text } = metadataOnly(partition, readsOf(...kindNames()).allowed);
    const characters = [text, ...policyArns.map(({ arn }) => arn)].join('').length;

    expect(policyArns).toEqual([{ arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess` }]);
    expect(characters).toBeLessThanOrEqual(2_048);
  });

  it('allows beyond ReadOnlyAccess no more than the two reads of Cloud Control and what a mapping needs', () => {
    const { allowed: reads } = readsOf('AWS::S3::Bucket', 'AWS::EntityResolution::MatchingWorkflow');

    expect(allowed).toEqual({ Effect: 'Allow', Action: CLOUD_CONTROL });
    expect(reads).toEqual([
      'entityresolution:GetMatchingWorkflow',
      'entityresolution:ListMatchingWorkflows',
      'entityresolution:ListTagsForResource',
    ]);
    expect(statements(reads)).toEqual([{ Effect: 'Allow', Action: [...CLOUD_CONTROL, ...reads] }, denied]);
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
      'sts:GetWebIdentityToken',
    ]);
  });
});
