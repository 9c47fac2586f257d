import type { JsonObject } from '@longshore/domain';
import { CREATED, each, nameTag, picked, smallTags, tagged, text, type Expectations } from './expectation.js';

export const computeKinds: Expectations = {
  'AWS::EC2::Instance': each((p, { accountId, region }) => ({
    identifier: text(p, 'InstanceId'),
    title: nameTag(p, text(p, 'InstanceId')),
    properties: {
      arn: `arn:aws:ec2:${region}:${accountId}:instance/${text(p, 'InstanceId')}`,
      ...picked(p, { instanceType: 'InstanceType', state: 'State.Name', imageId: 'ImageId', vpcId: 'VpcId' }),
      ...picked(p, { availabilityZone: 'AvailabilityZone', subnetId: 'SubnetId', privateIp: 'PrivateIp' }),
      ...picked(p, { publicIp: 'PublicIp', securityGroupIds: 'SecurityGroupIds', monitoring: 'Monitoring' }),
      tags: tagged(p),
    },
  })),
  'AWS::EC2::Volume': each((p) => ({
    identifier: text(p, 'VolumeId'),
    title: nameTag(p, text(p, 'VolumeId')),
    properties: {
      ...picked(p, { volumeType: 'VolumeType', size: 'Size', iops: 'Iops', availabilityZone: 'AvailabilityZone' }),
      ...picked(p, { encrypted: 'Encrypted' }),
      state: 'available',
      created: CREATED,
      tags: tagged(p),
    },
  })),
  'AWS::Lambda::Function': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'FunctionName'),
    properties: {
      ...picked(p, {
        arn: 'Arn',
        runtime: 'Runtime',
        handler: 'Handler',
        description: 'Description',
        vpc: 'VpcConfig',
      }),
      ...picked(p, { memorySize: 'MemorySize', timeout: 'Timeout', packageType: 'PackageType', role: 'Role' }),
      ...picked(p, { architectures: 'Architectures' }),
      tags: tagged(p),
    },
  })),
  'AWS::ECS::Service': each((p) => ({
    identifier: text(p, 'ServiceArn'),
    title: text(p, 'ServiceName'),
    properties: {
      ...picked(p, { arn: 'ServiceArn', launchType: 'LaunchType', taskDefinition: 'TaskDefinition' }),
      ...picked(p, { desiredCount: 'DesiredCount', runningCount: 'DesiredCount' }),
      status: 'ACTIVE',
      created: CREATED,
      tags: smallTags(p),
    },
    relations: { cluster: text(p, 'Cluster') },
  })),
  'AWS::ECS::TaskDefinition': each((p) => {
    const revision = Number(text(p, 'TaskDefinitionArn').split(':').at(-1));
    return {
      identifier: text(p, 'TaskDefinitionArn'),
      title: `${text(p, 'Family')}:${revision}`,
      properties: {
        ...picked(p, { arn: 'TaskDefinitionArn', family: 'Family', cpu: 'Cpu', memory: 'Memory' }),
        ...picked(p, { networkMode: 'NetworkMode' }),
        revision,
        images: (p['ContainerDefinitions'] as JsonObject[]).map(({ Image }) => Image ?? null),
        registered: CREATED,
        tags: smallTags(p),
      },
    };
  }),
  'AWS::ECS::Cluster': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'ClusterName'),
    properties: {
      ...picked(p, { arn: 'Arn', capacityProviders: 'CapacityProviders' }),
      settings: (p['ClusterSettings'] as JsonObject[]).map(({ Name, Value }) => ({
        name: Name ?? '',
        value: Value ?? '',
      })),
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
      tags: smallTags(p),
    },
  })),
  'AWS::ECR::Repository': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'RepositoryName'),
    properties: {
      ...picked(p, { arn: 'Arn', uri: 'RepositoryUri', tagMutability: 'ImageTagMutability' }),
      ...picked(p, { scanOnPush: 'ImageScanningConfiguration.ScanOnPush' }),
      ...picked(p, { encryption: 'EncryptionConfiguration.EncryptionType' }),
      tags: tagged(p),
    },
  })),
  'AWS::EKS::Cluster': each((p) => {
    const { SubnetIds, SecurityGroupIds, ...access } = p['ResourcesVpcConfig'] as JsonObject;
    return {
      identifier: text(p, 'Arn'),
      title: text(p, 'Name'),
      properties: {
        ...picked(p, { arn: 'Arn', version: 'Version', endpoint: 'Endpoint', roleArn: 'RoleArn' }),
        ...picked(p, { openIdConnectIssuer: 'OpenIdConnectIssuerUrl' }),
        vpc: {
          subnetIds: SubnetIds ?? [],
          securityGroupIds: SecurityGroupIds ?? [],
          endpointPrivateAccess: access['EndpointPrivateAccess'] ?? false,
          endpointPublicAccess: access['EndpointPublicAccess'] ?? false,
          publicAccessCidrs: access['PublicAccessCidrs'] ?? [],
          clusterSecurityGroupId: p['ClusterSecurityGroupId'] ?? null,
        },
        network: { ipFamily: 'ipv4', serviceIpv4Cidr: '172.20.0.0/16' },
        tags: tagged(p),
      },
    };
  }),
};
