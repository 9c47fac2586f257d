import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

const clusterName = (index: number) => `${plausibleName(index)}-cluster`;

/** Two revisions of each family. */
const revisionName = (index: number) => `${plausibleName(Math.floor(index / 2))}:${(index % 2) + 1}`;

export const ecsCluster: ResourceMaker = (place, index, random) => {
  const name = clusterName(index);
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

/** Up to four in a cluster, so that there is none without. */
export const ecsService: ResourceMaker = (place, index, random) => {
  const cluster = clusterName(Math.floor(index / 4));
  const name = plausibleName(index);
  return {
    ServiceArn: place.arn('ecs', `service/${cluster}/${name}`),
    Cluster: place.arn('ecs', `cluster/${cluster}`),
    ServiceName: name,
    Name: name,
    TaskDefinition: place.arn('ecs', `task-definition/${revisionName(index)}`),
    DesiredCount: random.integer(1, 6),
    LaunchType: random.pick(['FARGATE', 'FARGATE', 'EC2']),
    SchedulingStrategy: 'REPLICA',
    DeploymentController: { Type: 'ECS' },
    DeploymentConfiguration: {
      MaximumPercent: 200,
      MinimumHealthyPercent: 100,
      DeploymentCircuitBreaker: { Enable: true, Rollback: random.chance(0.5) },
    },
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        SecurityGroups: [place.ec2Id('sg', 0)],
        Subnets: [place.ec2Id('subnet', 0), place.ec2Id('subnet', 1)],
      },
    },
    EnableECSManagedTags: random.chance(0.5),
    EnableExecuteCommand: random.chance(0.2),
    PropagateTags: 'NONE',
    Tags: plausibleTags(random),
  };
};

export const taskDefinition: ResourceMaker = (place, index, random) => {
  const name = revisionName(index);
  const [family = ''] = name.split(':');
  const role = `arn:aws:iam::${place.accountId}:role/${family}-role`;
  return {
    TaskDefinitionArn: place.arn('ecs', `task-definition/${name}`),
    Family: family,
    ContainerDefinitions: [
      {
        Name: family,
        Image: `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com/services/${family}:${random.hex(7)}`,
        Essential: true,
        PortMappings: [{ ContainerPort: 8080, HostPort: 8080, Protocol: 'tcp' }],
        Environment: [{ Name: 'DATABASE_PASSWORD', Value: random.hex(24) }],
        DockerLabels: { Team: 'platform' },
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': `/ecs/${family}` } },
      },
    ],
    Cpu: random.pick(['256', '512', '1024']),
    Memory: random.pick(['2048', '3072', '4096']),
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    TaskRoleArn: role,
    ExecutionRoleArn: role,
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

export const appRunnerService: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-web`;
  const id = random.hex(32);
  const variables = [{ Name: 'SERVICE_TOKEN', Value: random.hex(32) }];
  const image = {
    ImageIdentifier: `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com/services/${plausibleName(index)}:latest`,
    ImageRepositoryType: 'ECR',
    ImageConfiguration: { Port: '8080', RuntimeEnvironmentVariables: variables },
  };
  const code = {
    RepositoryUrl: `https://github.com/example/${plausibleName(index)}`,
    SourceCodeVersion: { Type: 'BRANCH', Value: 'main' },
  };
  return {
    ServiceArn: place.arn('apprunner', `service/${name}/${id}`),
    ServiceId: id,
    ServiceName: name,
    ServiceUrl: `${id.slice(0, 10)}.${place.region}.awsapprunner.com`,
    Status: random.pick(['RUNNING', 'RUNNING', 'PAUSED']),
    SourceConfiguration: {
      AutoDeploymentsEnabled: random.chance(0.5),
      ...(random.chance(0.6) ? { ImageRepository: image } : { CodeRepository: code }),
    },
    InstanceConfiguration: { Cpu: random.pick(['1024', '2048']), Memory: random.pick(['2048', '4096']) },
    NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: random.chance(0.7) } },
  };
};
