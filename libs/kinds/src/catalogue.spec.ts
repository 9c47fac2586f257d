import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKind, kindNames } from './catalogue.js';
import types from './cloud-control-types.generated.json' with { type: 'json' };
import { UNDECLARED_KEYS } from './models/undeclared-keys.js';
import { editDistance } from './nearest-names.js';
import { Kinds } from './registry/kinds.js';

const kinds = new Kinds();

describe('the catalogue', () => {
  it('knows how a kind is listed and identified', () => {
    const { curated: _, ...known } = findKind('AWS::ECS::Service') ?? {};

    expect(known).toEqual({
      type: 'AWS::ECS::Service',
      origin: 'public',
      isRegistered: true,
      primaryIdentifier: ['ServiceArn', 'Cluster'],
      canList: true,
      hasListHandler: true,
      canRead: true,
      requires: [],
      requiresOneOf: [],
      declaredPermissions: {
        list: ['ecs:DescribeServices', 'ecs:ListClusters', 'ecs:ListServices'],
        read: ['ecs:DescribeServices'],
      },
      writeOnly: ['ForceNewDeployment', 'Monitoring', 'ServiceConnectConfiguration', 'VolumeConfigurations'],
    });
  });

  it('names the keys without which a kind is not listed', () => {
    expect(findKind('AWS::EKS::Nodegroup')?.requires).toEqual(['ClusterName']);
    expect(findKind('AWS::ElasticLoadBalancingV2::Listener')?.requiresOneOf).toEqual([
      ['LoadBalancerArn'],
      ['ListenerArns'],
    ]);
  });

  it('names keys that AWS demands and does not declare, of kinds that it lists and that declare none', () => {
    const listed = types.filter(({ type }) => type in UNDECLARED_KEYS);

    expect(
      listed.map(({ type, requires, oneOf, list }) => ({ type, requires, oneOf, canList: list !== null })),
    ).toEqual(Object.keys(UNDECLARED_KEYS).map((type) => ({ type, requires: [], oneOf: [], canList: true })));
    expect(findKind('AWS::RDS::DBProxyTargetGroup')?.requires).toEqual(['DBProxyName']);
  });

  it('tells when a kind cannot be listed or read', () => {
    const abilities = ['AWS::ACMPCA::Certificate', 'AWS::Route53::RecordSet'].map((name) => {
      const { canList, canRead } = findKind(name) ?? {};
      return { canList, canRead };
    });

    expect(abilities).toEqual([
      { canList: false, canRead: true },
      { canList: false, canRead: false },
    ]);
  });

  it('names what AWS takes but never answers', () => {
    expect(findKind('AWS::Lambda::Function')?.writeOnly).toContain('Code.S3Bucket');
  });

  it('holds the account, which no registry knows', () => {
    expect(findKind('AWS::Account::Info')?.curated?.source).toBe('account');
  });

  it('holds kinds that only their service lists, and tells which of them can be read directly', () => {
    const known = ['AWS::CodeBuild::BuildRun', 'AWS::CodePipeline::ActionExecution'].map((name) => {
      const { isRegistered, primaryIdentifier, canList, canRead } = findKind(name) ?? {};
      return { isRegistered, primaryIdentifier, canList, canRead };
    });

    expect(known).toEqual([
      { isRegistered: false, primaryIdentifier: ['Id'], canList: true, canRead: true },
      { isRegistered: false, primaryIdentifier: ['ActionExecutionId'], canList: true, canRead: false },
    ]);
  });

  it('tells of a kind without list handler that its own service lists it', () => {
    const { isRegistered, primaryIdentifier, canList, hasListHandler, canRead } =
      findKind('AWS::StepFunctions::StateMachine') ?? {};

    expect({ isRegistered, primaryIdentifier, canList, hasListHandler, canRead }).toEqual({
      isRegistered: true,
      primaryIdentifier: ['Arn'],
      canList: true,
      hasListHandler: false,
      canRead: true,
    });
  });

  it('knows no kind by a name of another case', () => {
    expect(findKind('AWS::S3::bucket')).toBeUndefined();
  });
});

describe('a suggestion', () => {
  it.each([
    ['AWS::S3::bucket', 'AWS::S3::Bucket'],
    ['AWS::S3::Buckets', 'AWS::S3::Bucket'],
    ['aws::lambda::function', 'AWS::Lambda::Function'],
    ['AWS::Dynamodb::Tabel', 'AWS::DynamoDB::Table'],
  ])('for %s begins with %s', (wrong, right) => {
    expect(kinds.suggest(wrong)[0]).toBe(right);
  });

  it('is not made for a name that is far from all', () => {
    expect(kinds.suggest('Something::Else::Entirely::Different')).toEqual([]);
  });

  it('finds every kind again from its lower-case name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kindNames()), (name) => {
        expect(kinds.suggest(name.toLowerCase())[0]).toBe(name);
      }),
    );
  });
});

describe('an edit distance', () => {
  it('is symmetric, zero only for equal words and at most the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b, 100);
        expect(editDistance(b, a, 100)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
