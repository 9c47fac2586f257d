import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const ecsCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-cluster`;
  return {
    ClusterName: name,
    Arn: place.arn('ecs', `cluster/${name}`),
    CapacityProviders: random.chance(0.7) ? ['FARGATE', 'FARGATE_SPOT'] : [],
    ClusterSettings: [{ Name: 'containerInsights', Value: random.pick(['enabled', 'disabled']) }],
    Configuration: { ExecuteCommandConfiguration: { Logging: 'DEFAULT' } },
    DefaultCapacityProviderStrategy: [],
    Tags: plausibleTags(random),
  };
};

export const ecrRepository: ResourceMaker = (place, index, random) => {
  const name = `services/${plausibleName(index)}`;
  return {
    RepositoryName: name,
    Arn: place.arn('ecr', `repository/${name}`),
    RepositoryUri: `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com/${name}`,
    EncryptionConfiguration: { EncryptionType: random.pick(['AES256', 'KMS']) },
    ImageScanningConfiguration: { ScanOnPush: random.chance(0.6) },
    ImageTagMutability: random.pick(['MUTABLE', 'IMMUTABLE']),
    Tags: plausibleTags(random),
  };
};

export const eksCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-k8s`;
  const id = random.hex(32).toUpperCase();
  return {
    Name: name,
    Arn: place.arn('eks', `cluster/${name}`),
    Version: random.pick(['1.31', '1.32', '1.33']),
    Endpoint: `https://${id}.gr7.${place.region}.eks.amazonaws.com`,
    OpenIdConnectIssuerUrl: `https://oidc.eks.${place.region}.amazonaws.com/id/${id}`,
    RoleArn: `arn:aws:iam::${place.accountId}:role/${name}-role`,
    CertificateAuthorityData: Buffer.from(random.hex(48)).toString('base64'),
    ClusterSecurityGroupId: place.ec2Id('sg', 0),
    AccessConfig: { AuthenticationMode: 'API_AND_CONFIG_MAP' },
    KubernetesNetworkConfig: { IpFamily: 'ipv4', ServiceIpv4Cidr: '172.20.0.0/16' },
    ResourcesVpcConfig: {
      SubnetIds: [place.ec2Id('subnet', 0), place.ec2Id('subnet', 1)],
      SecurityGroupIds: [],
      EndpointPrivateAccess: random.chance(0.5),
      EndpointPublicAccess: true,
      PublicAccessCidrs: ['0.0.0.0/0'],
    },
    Tags: plausibleTags(random),
  };
};
