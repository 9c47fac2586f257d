import { defineKind } from '../define-kind.js';
import { account, array, region, string, tags } from '../fields.js';

export const ec2SecurityGroup = defineKind({
  type: 'AWS::EC2::SecurityGroup',
  title: 'Security group',
  isStarting: true,
  reach: 'regional',
  permissions: ['ec2:DescribeSecurityGroups'],
  blueprint: 'ec2SecurityGroup',
  entity: {
    identifier: '.Properties.Id',
    title: '.Properties.GroupName',
    properties: {
      region,
      description: string('Description', '.Properties.GroupDescription'),
      vpcId: string('VPC', '.Properties.VpcId'),
      ingress: array('Ingress rules', '.Properties.SecurityGroupIngress'),
      egress: array('Egress rules', '.Properties.SecurityGroupEgress'),
      tags,
    },
    relations: { account },
  },
});
