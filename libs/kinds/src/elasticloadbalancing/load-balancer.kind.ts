import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const loadBalancer = defineKind({
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  title: 'Load balancer',
  permissions: [
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeTags',
  ],
  blueprint: 'loadBalancer',
  entity: {
    identifier: '.Properties.LoadBalancerArn',
    title: '.Properties.LoadBalancerName // .Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.LoadBalancerArn'),
      region,
      type: string('Type', '.Properties.Type'),
      scheme: string('Scheme', '.Properties.Scheme'),
      dnsName: string('DNS name', '.Properties.DNSName'),
      ipAddressType: string('IP address type', '.Properties.IpAddressType'),
      hostedZone: string('Hosted zone', '.Properties.CanonicalHostedZoneID'),
      subnets: array('Subnets', '.Properties.Subnets'),
      securityGroups: array('Security groups', '.Properties.SecurityGroups'),
      deletionProtection: boolean(
        'Deletion protection',
        '[.Properties.LoadBalancerAttributes[]? | select(.Key == "deletion_protection.enabled") | .Value == "true"] | first',
      ),
      tags,
    },
    relations: { account },
  },
});
