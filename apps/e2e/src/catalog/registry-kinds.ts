import type { JsonObject } from '@longshore/domain';
import { each, nameTag, picked, tagged, text, type Expectation, type Expectations } from './expectation.js';

/** A whole resource under an identifier that no other account and region has. */
const whole = (identifierOf: (properties: JsonObject) => string): Expectation =>
  each((p, { accountId, region }) => ({
    identifier: `${identifierOf(p).replace('|', '/')}/${region}/${accountId}`,
    title: identifierOf(p),
    properties: { everything: p },
  }));

/** Listed by Cloud Control: five kinds that need no resource model, and five that are listed below each of their parents. */
export const registryKinds: Expectations = {
  'AWS::IAM::Role': {
    hasRegion: false,
    ...each((p) => ({
      identifier: text(p, 'Arn'),
      title: text(p, 'RoleName'),
      properties: {
        ...picked(p, { arn: 'Arn', roleId: 'RoleId', path: 'Path', description: 'Description' }),
        ...picked(p, { maxSessionDuration: 'MaxSessionDuration', managedPolicies: 'ManagedPolicyArns' }),
        ...picked(p, { trustPolicy: 'AssumeRolePolicyDocument', permissionsBoundary: 'PermissionsBoundary' }),
        tags: tagged(p),
      },
    })),
  },
  'AWS::EC2::VPC': each((p) => ({
    identifier: text(p, 'VpcId'),
    title: nameTag(p, text(p, 'VpcId')),
    properties: {
      ...picked(p, { cidrBlock: 'CidrBlock', ipv6CidrBlocks: 'Ipv6CidrBlocks', tenancy: 'InstanceTenancy' }),
      ...picked(p, { dnsSupport: 'EnableDnsSupport', dnsHostnames: 'EnableDnsHostnames' }),
      ...picked(p, { defaultSecurityGroup: 'DefaultSecurityGroup' }),
      tags: tagged(p),
    },
  })),
  'AWS::EC2::SecurityGroup': each((p) => ({
    identifier: text(p, 'Id'),
    title: text(p, 'GroupName'),
    properties: {
      ...picked(p, { description: 'GroupDescription', vpcId: 'VpcId', ingress: 'SecurityGroupIngress' }),
      ...picked(p, { egress: 'SecurityGroupEgress' }),
      tags: tagged(p),
    },
  })),
  'AWS::Logs::LogGroup': each((p) => ({
    identifier: text(p, 'Arn').replace(/:\*$/, ''),
    title: text(p, 'LogGroupName'),
    properties: {
      ...picked(p, { arn: 'Arn', class: 'LogGroupClass', retentionDays: 'RetentionInDays', kmsKey: 'KmsKeyId' }),
      ...picked(p, { deletionProtection: 'DeletionProtectionEnabled' }),
      tags: tagged(p),
    },
  })),
  'AWS::Kinesis::Stream': whole((p) => text(p, 'Name')),
  'AWS::EKS::Nodegroup': whole((p) => text(p, 'Id')),
  'AWS::ElasticLoadBalancingV2::Listener': whole((p) => text(p, 'ListenerArn')),
  'AWS::StepFunctions::StateMachineAlias': whole((p) => text(p, 'Arn')),
  'AWS::StepFunctions::StateMachineVersion': whole((p) => text(p, 'Arn')),
  'AWS::ApiGateway::Stage': whole((p) => `${text(p, 'RestApiId')}|${text(p, 'StageName')}`),
};
