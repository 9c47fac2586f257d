import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const vpc: ResourceMaker = (place, index, random) => {
  const cidr = `10.${random.integer(0, 255)}.0.0/16`;
  return {
    VpcId: place.ec2Id('vpc', index),
    CidrBlock: cidr,
    CidrBlockAssociations: [`vpc-cidr-assoc-0${random.hex(16)}`],
    Ipv6CidrBlocks: random.chance(0.2) ? [`2600:1f18:${random.hex(4)}:${random.hex(2)}00::/56`] : [],
    DefaultNetworkAcl: place.ec2Id('acl', index),
    DefaultSecurityGroup: place.ec2Id('sg', index),
    EnableDnsHostnames: random.chance(0.7),
    EnableDnsSupport: true,
    InstanceTenancy: 'default',
    Tags: plausibleTags(random, plausibleName(index)),
  };
};

export const securityGroup: ResourceMaker = (place, index, random) => {
  const port = random.pick([22, 80, 443, 5432, 6379]);
  const open = { CidrIp: '0.0.0.0/0', FromPort: -1, IpProtocol: '-1', ToPort: -1 };
  const ingress = { CidrIp: `10.${random.integer(0, 255)}.0.0/16`, FromPort: port, IpProtocol: 'tcp', ToPort: port };
  const id = place.ec2Id('sg', index);
  return {
    Id: id,
    GroupId: id,
    GroupName: `${plausibleName(index)}-access`,
    GroupDescription: `Access to ${plausibleName(index)}`,
    VpcId: place.ec2Id('vpc', 0),
    SecurityGroupIngress: random.chance(0.9) ? [ingress] : [],
    SecurityGroupEgress: [open],
    Tags: plausibleTags(random),
  };
};
