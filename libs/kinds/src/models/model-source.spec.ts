import { describe, expect, it } from 'vitest';
import { findKind, kindNames, type CataloguedKind } from '../catalogue.js';
import { propertiesOf } from '../resource-properties.js';
import { modelSource, needsModel } from './model-source.js';
import { KIND_VALUES, MODEL_VALUES, parentKind } from './model-values.js';

const kind = (name: string): CataloguedKind => findKind(name) as CataloguedKind;
const all = kindNames().map(kind);

describe('the source of a resource model', () => {
  it.each([
    ['AWS::ElasticLoadBalancingV2::Listener', 'LoadBalancerArn', 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
    ['AWS::ElasticLoadBalancingV2::ListenerRule', 'ListenerArn', 'AWS::ElasticLoadBalancingV2::Listener'],
    ['AWS::EKS::Nodegroup', 'ClusterName', 'AWS::EKS::Cluster'],
    ['AWS::EKS::PodIdentityAssociation', 'ClusterName', 'AWS::EKS::Cluster'],
    ['AWS::ApiGateway::Stage', 'RestApiId', 'AWS::ApiGateway::RestApi'],
    ['AWS::ApiGatewayV2::Route', 'ApiId', 'AWS::ApiGatewayV2::Api'],
    ['AWS::Lambda::Version', 'FunctionName', 'AWS::Lambda::Function'],
    ['AWS::Lambda::Url', 'TargetFunctionArn', 'AWS::Lambda::Function'],
    ['AWS::Cognito::UserPoolClient', 'UserPoolId', 'AWS::Cognito::UserPool'],
    ['AWS::EFS::MountTarget', 'FileSystemId', 'AWS::EFS::FileSystem'],
    ['AWS::EC2::Route', 'RouteTableId', 'AWS::EC2::RouteTable'],
    ['AWS::EC2::VPCCidrBlock', 'VpcId', 'AWS::EC2::VPC'],
    ['AWS::Logs::SubscriptionFilter', 'LogGroupName', 'AWS::Logs::LogGroup'],
    ['AWS::SSO::PermissionSet', 'InstanceArn', 'AWS::SSO::Instance'],
    ['AWS::Athena::PreparedStatement', 'WorkGroup', 'AWS::Athena::WorkGroup'],
    ['AWS::AppConfig::Environment', 'ApplicationId', 'AWS::AppConfig::Application'],
    ['AWS::VpcLattice::Listener', 'ServiceIdentifier', 'AWS::VpcLattice::Service'],
    ['AWS::Bedrock::DataSource', 'KnowledgeBaseId', 'AWS::Bedrock::KnowledgeBase'],
    ['AWS::StepFunctions::StateMachineAlias', 'StateMachineArn', 'AWS::StepFunctions::StateMachine'],
    ['AWS::StepFunctions::StateMachineVersion', 'StateMachineArn', 'AWS::StepFunctions::StateMachine'],
    ['AWS::MSK::ClusterPolicy', 'ClusterArn', 'AWS::MSK::Cluster'],
    ['AWS::RDS::DBProxyTargetGroup', 'DBProxyName', 'AWS::RDS::DBProxy'],
    ['AWS::ApiGatewayV2::ApiMapping', 'DomainName', 'AWS::ApiGatewayV2::DomainName'],
    ['AWS::Kendra::DataSource', 'IndexId', 'AWS::Kendra::Index'],
    ['AWS::Kendra::Faq', 'IndexId', 'AWS::Kendra::Index'],
  ])('of %s is %s of each %s', (child, key, parent) => {
    expect(modelSource(kind(child))).toEqual({ key, values: { from: 'parent', kind: parent } });
  });

  it.each([
    ['AWS::IdentityStore::Group', 'IdentityStoreId', 'AWS::SSO::Instance', 'IdentityStoreId'],
    ['AWS::Signer::ProfilePermission', 'ProfileName', 'AWS::Signer::SigningProfile', 'ProfileName'],
    // A policy has the same identifier, but not every file system has a policy.
    ['AWS::S3Files::AccessPoint', 'FileSystemId', 'AWS::S3Files::FileSystem', 'FileSystemId'],
  ])('of %s is what each parent says: %s of each %s', (child, key, parent, property) => {
    expect(modelSource(kind(child))).toEqual({ key, values: { from: 'parent', kind: parent, property } });
  });

  it('is a tree where resources of the kind lie below each other', () => {
    expect(modelSource(kind('AWS::Organizations::OrganizationalUnit'))).toEqual({
      key: 'ParentId',
      values: { from: 'tree', kind: 'AWS::Organizations::Organization', property: 'RootId', levels: 5 },
    });
  });

  it('is a list of constants, or the account, where AWS partitions a kind that way', () => {
    expect(
      [
        'AWS::WAFv2::WebACL',
        'AWS::OpenSearchServerless::SecurityPolicy',
        'AWS::Organizations::Policy',
        'AWS::QuickSight::Theme',
      ].map((name) => modelSource(kind(name))),
    ).toEqual([
      { key: 'Scope', values: { from: 'constants', values: ['REGIONAL'], global: ['CLOUDFRONT'] } },
      { key: 'Type', values: { from: 'constants', values: ['encryption', 'network'] } },
      { key: 'Type', values: MODEL_VALUES['Organizations']?.['Type'] },
      { key: 'AwsAccountId', values: { from: 'account' } },
    ]);
  });

  it.each([
    ['where several keys are needed at once', 'AWS::SSO::Assignment'],
    ['for a kind that needs none', 'AWS::S3::Bucket'],
    ['where nobody can tell that of the parent', 'AWS::Lambda::LayerVersionPermission'],
  ])('is unknown %s', (_where, name) => {
    expect(modelSource(kind(name))).toBeUndefined();
  });

  it('is a kind that can be listed, in the end without a model', () => {
    const unreachable = all.filter((child) => {
      for (let at: CataloguedKind | undefined = child, steps = 0; at && needsModel(at); steps += 1) {
        const values: ReturnType<typeof modelSource> = modelSource(at);
        const above = parentKind(values?.values);
        if (above === undefined) return values === undefined && at !== child;
        at = findKind(above);
        if (!at?.canList || steps > 5) return true;
      }
      return false;
    });

    expect(unreachable.map(({ type }) => type)).toEqual([]);
  });

  it('is a property that the parent has', async () => {
    const missing: string[] = [];
    for (const values of all.map((child) => modelSource(child)?.values)) {
      if (!values || !('kind' in values) || values.property === undefined) continue;
      const { properties = [] } = (await propertiesOf({ type: values.kind })) ?? {};
      if (!properties.some(({ name }) => name === values.property)) missing.push(`${values.kind}.${values.property}`);
    }

    expect(missing).toEqual([]);
  });

  it('is known for over two thirds of the kinds that need a model', () => {
    const needing = all.filter((child) => child.canList && needsModel(child));

    expect(needing.filter(modelSource).length / needing.length).toBeGreaterThan(2 / 3);
  });
});

describe('what is written down by hand', () => {
  it('names kinds and keys that exist', () => {
    const parents = Object.values(MODEL_VALUES).flatMap((keys) =>
      Object.values(keys).flatMap((values) => parentKind(values) ?? []),
    );
    const unknown = [...parents, ...Object.keys(KIND_VALUES)].filter((name) => !findKind(name)?.canList);
    const unused = Object.entries(MODEL_VALUES).flatMap(([service, keys]) =>
      Object.keys(keys).filter(
        (key) =>
          !all.some(
            ({ type, requires, requiresOneOf }) =>
              type.split('::')[1] === service && [...requires, ...requiresOneOf.flat()].includes(key),
          ),
      ),
    );

    expect({ unknown, unused }).toEqual({ unknown: [], unused: [] });
  });
});
