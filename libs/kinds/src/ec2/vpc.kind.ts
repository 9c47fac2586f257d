import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const ec2Vpc = defineKind({
  type: 'AWS::EC2::VPC',
  title: 'VPC',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcEncryptionControls',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeSecurityGroups',
  ],
  blueprint: 'ec2Vpc',
  entity: {
    identifier: '.Properties.VpcId',
    title: '((.Properties.Tags // []) | map(select(.Key == "Name")) | first | .Value) // .Properties.VpcId',
    properties: {
      region,
      cidrBlock: string('CIDR block', '.Properties.CidrBlock'),
      ipv6CidrBlocks: array('IPv6 CIDR blocks', '.Properties.Ipv6CidrBlocks'),
      tenancy: string('Tenancy', '.Properties.InstanceTenancy'),
      dnsSupport: boolean('DNS support', '.Properties.EnableDnsSupport'),
      dnsHostnames: boolean('DNS hostnames', '.Properties.EnableDnsHostnames'),
      defaultSecurityGroup: string('Default security group', '.Properties.DefaultSecurityGroup'),
      tags,
    },
    relations: { account },
  },
});
