import { describe, expect, it } from 'vitest';
import { findKind, kindNames, type CataloguedKind } from '../catalogue.js';
import { DATA_READS, readsData } from './data-reads.js';
import { kindPermissions } from './kind-permissions.js';
import { policyDocuments } from './policy-documents.js';

const kind = (name: string): CataloguedKind => findKind(name) as CataloguedKind;

describe('the permissions of a kind', () => {
  it('are what its own API needs, with the actions that entries include', () => {
    const entry = { shape: null, useGetResourceApi: false, includeActions: ['ListTagsAction'] };

    expect(kindPermissions(kind('AWS::Lambda::Function'))).toEqual({
      actions: ['lambda:GetFunction', 'lambda:ListFunctions'],
      leftOut: [],
    });
    expect(kindPermissions(kind('AWS::Lambda::Function'), [entry]).actions).toContain('lambda:ListTags');
  });

  it('are what its list and read handlers call, and Cloud Control itself, without decryption', () => {
    const entry = { shape: 'cloud-control' as const, useGetResourceApi: false, includeActions: [] };

    expect(kindPermissions(kind('AWS::Lambda::Function'), [entry])).toEqual({
      actions: [
        'cloudformation:GetResource',
        'cloudformation:ListResources',
        'lambda:GetFunction',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:GetFunctionRecursionConfig',
        'lambda:GetFunctionScalingConfig',
        'lambda:GetRuntimeManagementConfig',
        'lambda:ListFunctions',
      ],
      leftOut: ['kms:Decrypt'],
    });
  });

  it('include what lists the parents that it is listed below, up to the first', () => {
    const { actions } = kindPermissions(kind('AWS::ElasticLoadBalancingV2::ListenerRule'));

    expect(actions).toContain('elasticloadbalancing:DescribeLoadBalancers');
  });

  it('include what lists the parents that only their own service lists', () => {
    expect(kindPermissions(kind('AWS::StepFunctions::StateMachineAlias')).actions).toEqual([
      'cloudformation:GetResource',
      'cloudformation:ListResources',
      'states:DescribeStateMachineAlias',
      'states:ListStateMachineAliases',
      'states:ListStateMachines',
    ]);
  });

  it('include what tells where a tree of one kind begins', () => {
    const { actions } = kindPermissions(kind('AWS::Organizations::OrganizationalUnit'));

    expect(actions).toEqual([
      'cloudformation:GetResource',
      'cloudformation:ListResources',
      'organizations:DescribeOrganization',
      'organizations:DescribeOrganizationalUnit',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListParents',
      'organizations:ListRoots',
      'organizations:ListTagsForResource',
    ]);
  });

  it('leave the parents out where the mapping names the resource models', () => {
    const named = { shape: null, useGetResourceApi: false, includeActions: [], resourceModels: { 'eu-west-1': [{}] } };

    expect(kindPermissions(kind('AWS::EKS::Nodegroup')).actions).toContain('eks:ListClusters');
    expect(kindPermissions(kind('AWS::EKS::Nodegroup'), [named]).actions).not.toContain('eks:ListClusters');
  });

  it('never read data, whatever the kind', () => {
    const asked = kindNames().flatMap((name) => kindPermissions(kind(name)).actions);
    const wide = asked.filter((action) => action.endsWith('*')).map((action) => action.slice(0, -1));

    expect(asked.filter(readsData)).toEqual([]);
    expect(DATA_READS.filter((pattern) => wide.some((prefix) => pattern.startsWith(prefix)))).toEqual([]);
  });

  it('never write, though handlers declare it', () => {
    const asked = kindNames().flatMap((name) => kindPermissions(kind(name)).actions);
    const verbs = new Set(asked.map((action) => /:([A-Z]?[a-z]+|GET)/.exec(action)?.[1]?.toLowerCase()));

    expect(kindPermissions(kind('AWS::AppRunner::Service')).leftOut).toEqual(['iam:PassRole']);
    expect([...verbs].sort()).toEqual([
      'admin',
      'batch',
      'describe',
      'does',
      'gateway',
      'get',
      'list',
      'query',
      'search',
      'select',
      'validate',
    ]);
  });
});

describe('policy documents', () => {
  const every = kindNames().flatMap((name) => kindPermissions(kind(name)).actions);

  it('hold each action once, in as many policies as IAM’s limit asks for', () => {
    const documents = policyDocuments(every);

    const held = documents.flatMap((document) => (document['Statement'] as { Action: string[] }[])[0]?.Action ?? []);
    expect(held).toEqual([...new Set(every)].sort());
    expect(Math.max(...documents.map((document) => JSON.stringify(document).length))).toBeLessThanOrEqual(6_144);
    expect(documents.length).toBeGreaterThan(1);
  });

  it('are none for a mapping that asks for nothing', () => {
    expect(policyDocuments([])).toEqual([]);
  });
});
