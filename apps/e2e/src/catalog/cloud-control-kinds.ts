import { each, picked, text, valueAt, type Expectations } from './expectation.js';

/** Kinds with a blueprint of ours that only Cloud Control lists. */
export const cloudControlKinds: Expectations = {
  'AWS::CertificateManager::Certificate': each((p) => ({
    identifier: text(p, 'CertificateArn'),
    title: text(p, 'DomainName'),
    properties: {
      ...picked(p, { arn: 'CertificateArn', domainName: 'DomainName', alternativeNames: 'SubjectAlternativeNames' }),
      ...picked(p, { keyAlgorithm: 'KeyAlgorithm', authority: 'CertificateAuthorityArn', export: 'CertificateExport' }),
      ...picked(p, { transparencyLogging: 'CertificateTransparencyLoggingPreference', tags: 'Tags' }),
    },
  })),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': each((p) => ({
    identifier: text(p, 'LoadBalancerArn'),
    title: text(p, 'Name'),
    properties: {
      ...picked(p, { arn: 'LoadBalancerArn', type: 'Type', scheme: 'Scheme', dnsName: 'DNSName', subnets: 'Subnets' }),
      ...picked(p, { ipAddressType: 'IpAddressType', hostedZone: 'CanonicalHostedZoneID' }),
      ...picked(p, { securityGroups: 'SecurityGroups', tags: 'Tags' }),
      deletionProtection: p['LoadBalancerAttributes'] ? valueAt(p, 'LoadBalancerAttributes.0.Value') === 'true' : null,
    },
  })),
  'AWS::AutoScaling::AutoScalingGroup': each((p) => ({
    identifier: text(p, 'AutoScalingGroupARN'),
    title: text(p, 'AutoScalingGroupName'),
    properties: {
      ...picked(p, { arn: 'AutoScalingGroupARN', healthCheck: 'HealthCheckType', tags: 'Tags' }),
      minSize: Number(p['MinSize']),
      maxSize: Number(p['MaxSize']),
      desiredCapacity: Number(p['DesiredCapacity']),
      launchTemplate:
        valueAt(p, 'LaunchTemplate.LaunchTemplateId') ??
        valueAt(p, 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId'),
      ...picked(p, { availabilityZones: 'AvailabilityZones', subnets: 'VPCZoneIdentifier' }),
      ...picked(p, { targetGroups: 'TargetGroupARNs', protectsNew: 'NewInstancesProtectedFromScaleIn' }),
    },
  })),
  'AWS::AppRunner::Service': each((p) => ({
    identifier: text(p, 'ServiceArn'),
    title: text(p, 'ServiceName'),
    properties: {
      ...picked(p, { arn: 'ServiceArn', status: 'Status', url: 'ServiceUrl' }),
      ...picked(p, { image: 'SourceConfiguration.ImageRepository.ImageIdentifier' }),
      ...picked(p, { repository: 'SourceConfiguration.CodeRepository.RepositoryUrl' }),
      ...picked(p, { deploysAutomatically: 'SourceConfiguration.AutoDeploymentsEnabled' }),
      ...picked(p, { cpu: 'InstanceConfiguration.Cpu', memory: 'InstanceConfiguration.Memory' }),
      ...picked(p, { public: 'NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible' }),
    },
  })),
  'AWS::CloudFormation::Stack': each((p) => ({
    identifier: text(p, 'StackId'),
    title: text(p, 'StackName'),
    properties: {
      ...picked(p, { arn: 'StackId', status: 'StackStatus', description: 'Description', role: 'RoleARN' }),
      ...picked(p, { parent: 'ParentId', capabilities: 'Capabilities', created: 'CreationTime' }),
      ...picked(p, { terminationProtection: 'EnableTerminationProtection', lastUpdated: 'LastUpdateTime' }),
      ...picked(p, { tags: 'Tags' }),
    },
  })),
};
