import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const ec2Instance = defineKind({
  type: 'AWS::EC2::Instance',
  title: 'EC2 instance',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceCreditSpecifications',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVolumes',
  ],
  native: {
    service: 'ec2',
    list: {
      operation: 'DescribeInstances',
      input: { MaxResults: 500 },
      items: 'Reservations[].Instances[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'DescribeInstancesAction' },
      {
        name: 'DescribeInstanceStatusAction',
        alias: ['GetInstanceStatusAction'],
        optional: true,
        operation: 'DescribeInstanceStatus',
        input: { IncludeAllInstances: true },
        batch: {
          size: 100,
          into: 'InstanceIds',
          each: '{InstanceId}',
          answers: 'InstanceStatuses[]',
          by: ['InstanceId'],
        },
        merge: [''],
      },
    ],
    identifier: '{InstanceId}',
    read: {
      operation: 'DescribeInstances',
      input: { InstanceIds: ['{InstanceId}'] },
      items: 'Reservations[].Instances[]',
    },
    // AWS's documents name the first nowhere, and the second is what the API calls `reason` on the wire.
    build: {
      InstanceArn: 'arn:{aws.partition}:ec2:{aws.region}:{aws.accountId}:instance/{InstanceId}',
      Reason: '{StateTransitionReason}',
    },
    context: {
      ReservationId: '{^.ReservationId}',
      OwnerId: '{^.OwnerId}',
      RequesterId: '{^.RequesterId}',
      Groups: '{^.Groups}',
    },
  },
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
      availabilityZone: string(
        'Availability zone',
        '.Properties.AvailabilityZone // .Properties.Placement.AvailabilityZone',
      ),
      vpcId: string('VPC', '.Properties.VpcId'),
      subnetId: string('Subnet', '.Properties.SubnetId'),
      privateIp: string('Private IP', '.Properties.PrivateIpAddress // .Properties.PrivateIp'),
      publicIp: string('Public IP', '.Properties.PublicIpAddress // .Properties.PublicIp'),
      securityGroupIds: array(
        'Security groups',
        '.Properties.SecurityGroupIds // [.Properties.SecurityGroups[]?.GroupId]',
      ),
      monitoring: boolean(
        'Detailed monitoring',
        '.Properties.Monitoring | if type == "object" then .State == "enabled" else . end',
      ),
      tags,
    },
    relations: { account },
  },
});
