import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const ec2Instance = defineKind({
  type: 'AWS::EC2::Instance',
  title: 'EC2 instance',
  reach: 'regional',
  enrich: 'get',
  permissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceCreditSpecifications',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVolumes',
  ],
  redacted: ['UserData'],
  blueprint: 'ec2Instance',
  entity: {
    identifier: '.Properties.InstanceId',
    title: '((.Properties.Tags // []) | map(select(.Key == "Name")) | first | .Value) // .Properties.InstanceId',
    properties: {
      arn: string(
        'ARN',
        '"arn:" + (.__ExtraContext.Region | if startswith("cn-") then "aws-cn" elif startswith("us-gov-") then "aws-us-gov" else "aws" end) + ":ec2:" + .__ExtraContext.Region + ":" + .__ExtraContext.AccountId + ":instance/" + .Properties.InstanceId',
      ),
      region,
      instanceType: string('Instance type', '.Properties.InstanceType'),
      state: string('State', '.Properties.State.Name'),
      imageId: string('Image', '.Properties.ImageId'),
      availabilityZone: string('Availability zone', '.Properties.AvailabilityZone'),
      vpcId: string('VPC', '.Properties.VpcId'),
      subnetId: string('Subnet', '.Properties.SubnetId'),
      privateIp: string('Private IP', '.Properties.PrivateIp'),
      publicIp: string('Public IP', '.Properties.PublicIp'),
      securityGroupIds: array('Security groups', '.Properties.SecurityGroupIds'),
      monitoring: boolean('Detailed monitoring', '.Properties.Monitoring'),
      tags,
    },
    relations: { account },
  },
});
