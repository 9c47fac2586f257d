import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

const STATES = [
  { Code: '16', Name: 'running' },
  { Code: '16', Name: 'running' },
  { Code: '80', Name: 'stopped' },
] as const;

export const instance: ResourceMaker = (place, index, random) => {
  const state = random.pick(STATES);
  const address = `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(4, 250)}`;
  const isPublic = state.Name === 'running' && random.chance(0.3);
  const publicIp = `3.${random.integer(8, 250)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  return {
    InstanceId: place.ec2Id('i', index),
    InstanceType: random.pick(['t3.micro', 't3.medium', 'm7g.large', 'c7i.xlarge', 'r6g.2xlarge']),
    ImageId: `ami-0${random.hex(16)}`,
    State: { ...state },
    AvailabilityZone: `${place.region}${random.pick(['a', 'b', 'c'])}`,
    VpcId: place.ec2Id('vpc', 0),
    SubnetId: place.ec2Id('subnet', random.integer(0, 2)),
    PrivateIp: address,
    PrivateIpAddress: address,
    PrivateDnsName: `ip-${address.replaceAll('.', '-')}.${place.region}.compute.internal`,
    ...(isPublic && { PublicIp: publicIp }),
    SecurityGroupIds: [place.ec2Id('sg', 0)],
    EbsOptimized: random.chance(0.5),
    Monitoring: random.chance(0.4),
    SourceDestCheck: true,
    Tenancy: 'default',
    DisableApiTermination: random.chance(0.2),
    UserData: Buffer.from(`#!/bin/sh\nexport API_KEY=${random.hex(24)}\n`).toString('base64'),
    Tags: plausibleTags(random, `${plausibleName(index)}-host`),
  };
};

const RUNTIMES = [
  { Runtime: 'nodejs22.x', Handler: 'index.handler' },
  { Runtime: 'nodejs20.x', Handler: 'dist/main.handler' },
  { Runtime: 'python3.13', Handler: 'app.handler' },
  { Runtime: 'java21', Handler: 'com.example.Handler::handleRequest' },
  { Runtime: 'provided.al2023', Handler: 'bootstrap' },
] as const;

export const lambdaFunction: ResourceMaker = (place, index, random) => {
  const name = plausibleName(index);
  const network = { SubnetIds: [place.ec2Id('subnet', 0)], SecurityGroupIds: [place.ec2Id('sg', 0)] };
  return {
    FunctionName: name,
    Arn: place.arn('lambda', `function:${name}`),
    ...random.pick(RUNTIMES),
    ...(random.chance(0.6) && { Description: `Serves ${name}` }),
    Role: `arn:aws:iam::${place.accountId}:role/${name}-role`,
    MemorySize: random.pick([128, 256, 512, 1024, 3008]),
    Timeout: random.pick([3, 10, 30, 300, 900]),
    PackageType: 'Zip',
    Architectures: [random.pick(['x86_64', 'arm64'])],
    Environment: { Variables: { LOG_LEVEL: 'info', SERVICE_TOKEN: random.hex(32) } },
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
    RecursiveLoop: 'Terminate',
    RuntimeManagementConfig: { UpdateRuntimeOn: 'Auto' },
    TracingConfig: { Mode: random.pick(['PassThrough', 'Active']) },
    ...(random.chance(0.3) && { VpcConfig: network }),
    Tags: plausibleTags(random),
  };
};

export const autoScalingGroup: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-group`;
  const template = { LaunchTemplateId: `lt-0${random.hex(16)}`, Version: String(random.integer(1, 9)) };
  const id = place.uuid('group', index);
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: place.arn('autoscaling', `autoScalingGroup:${id}:autoScalingGroupName/${name}`),
    MinSize: String(random.integer(0, 2)),
    MaxSize: String(random.integer(4, 20)),
    DesiredCapacity: String(random.integer(2, 4)),
    HealthCheckType: random.pick(['EC2', 'ELB']),
    ...(random.chance(0.7)
      ? { LaunchTemplate: template }
      : { MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: template } } }),
    AvailabilityZones: [`${place.region}a`, `${place.region}b`],
    VPCZoneIdentifier: [place.ec2Id('subnet', 0), place.ec2Id('subnet', 1)],
    TargetGroupARNs: [place.arn('elasticloadbalancing', `targetgroup/${name}/${random.hex(16)}`)],
    NewInstancesProtectedFromScaleIn: random.chance(0.1),
    Tags: plausibleTags(random, name),
  };
};
