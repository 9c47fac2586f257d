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

export const loadBalancer: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-lb`;
  const id = random.hex(16);
  const type = random.pick(['application', 'network']);
  const fullName = `${type === 'network' ? 'net' : 'app'}/${name}/${id}`;
  return {
    LoadBalancerArn: place.arn('elasticloadbalancing', `loadbalancer/${fullName}`),
    LoadBalancerName: name,
    LoadBalancerFullName: fullName,
    Name: name,
    Type: type,
    Scheme: random.pick(['internal', 'internet-facing']),
    DNSName: `${name}-${id}.elb.${place.region}.amazonaws.com`,
    CanonicalHostedZoneID: `Z${random.hex(13).toUpperCase()}`,
    IpAddressType: random.pick(['ipv4', 'dualstack']),
    Subnets: [place.ec2Id('subnet', 0), place.ec2Id('subnet', 1)],
    SecurityGroups: [place.ec2Id('sg', 0)],
    LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: String(random.chance(0.4)) }],
    Tags: plausibleTags(random),
  };
};

export const certificate: ResourceMaker = (place, index, random) => {
  const domain = `${plausibleName(index)}.example.com`;
  return {
    CertificateArn: place.arn('acm', `certificate/${place.uuid('certificate', index)}`),
    DomainName: domain,
    SubjectAlternativeNames: [domain, `www.${domain}`],
    KeyAlgorithm: random.pick(['RSA_2048', 'EC_prime256v1']),
    ...(random.chance(0.3) && {
      CertificateAuthorityArn: place.arn('acm-pca', `certificate-authority/${place.uuid('authority', 0)}`),
    }),
    CertificateTransparencyLoggingPreference: 'ENABLED',
    CertificateExport: 'DISABLED',
    Tags: plausibleTags(random),
  };
};
