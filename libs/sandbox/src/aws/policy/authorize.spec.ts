import { describe, expect, it } from 'vitest';
import { authorize } from './authorize.js';
import { managedPolicy } from './managed-policies.js';
import { parsePermissions, type PermissionStatement } from './policy-document.js';

const callerArn = 'arn:aws:sts::123456789012:assumed-role/Reader/sync';
const readOnly = managedPolicy('arn:aws:iam::aws:policy/ReadOnlyAccess') ?? [];
const administrator = managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess') ?? [];

function policy(...statements: object[]): readonly PermissionStatement[] {
  return parsePermissions(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });

describe('a session', () => {
  const cases: Array<
    [
      title: string,
      identity: readonly PermissionStatement[],
      session: readonly PermissionStatement[] | undefined,
      action: string,
      reason?: string,
    ]
  > = [
    ['reads what the role may read', readOnly, undefined, 's3:ListAllMyBuckets'],
    [
      'is not the role that may not write',
      readOnly,
      undefined,
      's3:DeleteBucket',
      'because no identity-based policy allows the s3:DeleteBucket action',
    ],
    [
      'keeps no right to write of a strong role',
      administrator,
      readOnly,
      's3:DeleteBucket',
      'because no session policy allows the s3:DeleteBucket action',
    ],
    [
      'gains nothing that the role lacks',
      readOnly,
      administrator,
      's3:DeleteBucket',
      'because no identity-based policy allows the s3:DeleteBucket action',
    ],
    ['reads through both', administrator, readOnly, 'ec2:DescribeInstances'],
    [
      'has the union of its session policies',
      administrator,
      [...readOnly, ...policy(allow('support:CreateCase'))],
      'support:CreateCase',
    ],
    [
      'obeys a deny of the session',
      administrator,
      [...readOnly, ...policy(deny('s3:GetObject*'))],
      's3:GetObjectAcl',
      'with an explicit deny in a session policy',
    ],
    [
      'obeys a deny of the role',
      [...administrator, ...policy(deny('ec2:*'))],
      readOnly,
      'ec2:DescribeVpcs',
      'with an explicit deny in an identity-based policy',
    ],
    [
      'has no rights by a deny alone',
      administrator,
      policy(deny('s3:*')),
      'ec2:DescribeVpcs',
      'because no session policy allows the ec2:DescribeVpcs action',
    ],
    ['ignores the case of actions', policy(allow('EC2:describe*')), undefined, 'ec2:DescribeVpcs'],
    [
      'never decrypts by reading only',
      readOnly,
      undefined,
      'kms:Decrypt',
      'because no identity-based policy allows the kms:Decrypt action',
    ],
    [
      'reads no secret by reading only',
      readOnly,
      undefined,
      'secretsmanager:GetSecretValue',
      'because no identity-based policy allows the secretsmanager:GetSecretValue action',
    ],
    ['lists through Cloud Control by reading only', readOnly, undefined, 'cloudformation:ListResources'],
  ];

  it.each(cases)('%s', (_title, identity, session, action, reason) => {
    const expected = reason && {
      allowed: false,
      message: `User: ${callerArn} is not authorized to perform: ${action} on resource: * ${reason}`,
    };
    expect(authorize({ callerArn, identity, session, context: new Map() }, action)).toEqual(
      expected ?? { allowed: true },
    );
  });

  it('takes an escaped character of a resource for itself', () => {
    const identity = policy(allow('s3:GetObject', 'arn:aws:s3:::a/${*}${?}${$}{x}*'));
    const may = (key: string) =>
      authorize(
        { callerArn, identity, session: undefined, context: new Map() },
        's3:GetObject',
        `arn:aws:s3:::a/${key}`,
      ).allowed;

    expect(['*?${x}', '*?${x}y', 'b?${x}', '*b${x}'].map(may)).toEqual([true, true, false, false]);
  });

  it('is held to the resources of a statement', () => {
    const permissions = {
      callerArn,
      identity: policy(allow('s3:*', 'arn:aws:s3:::a*')),
      session: undefined,
      context: new Map(),
    };
    const buckets = ['arn:aws:s3:::alpha', 'arn:aws:s3:::beta', 'arn:aws:s3:::Alpha'];

    expect(buckets.map((bucket) => authorize(permissions, 's3:GetBucketAcl', bucket).allowed)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is held to the conditions of a statement', () => {
    const only = { ...allow('*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    const allowed = ['eu-west-1', 'us-east-1'].map((region) => {
      const context = new Map([['aws:requestedregion', [region]]]);
      return authorize({ callerArn, identity: policy(only), session: undefined, context }, 'ec2:DescribeVpcs').allowed;
    });

    expect(allowed).toEqual([true, false]);
  });

  it('is not reached by what NotAction and NotResource leave out', () => {
    const identity = policy({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret' });
    const permissions = { callerArn, identity, session: undefined, context: new Map() };

    expect([
      authorize(permissions, 'iam:GetRole').allowed,
      authorize(permissions, 's3:GetBucketAcl', 'arn:aws:s3:::secret').allowed,
      authorize(permissions, 's3:GetBucketAcl', 'arn:aws:s3:::open').allowed,
    ]).toEqual([false, false, true]);
  });
});
