import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, tags, time } from '../fields.js';

export const ec2Volume = defineKind({
  type: 'AWS::EC2::Volume',
  title: 'EBS volume',
  source: 'native',
  native: {
    service: 'ec2',
    list: {
      operation: 'DescribeVolumes',
      input: { MaxResults: 500 },
      items: 'Volumes[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'DescribeVolumesAction' },
      {
        name: 'DescribeVolumeAttributeAction',
        optional: true,
        operation: 'DescribeVolumeAttribute',
        input: { VolumeId: '{VolumeId}', Attribute: 'autoEnableIO' },
        merge: [{ AutoEnableIO: 'AutoEnableIO.Value' }],
      },
    ],
    identifier: '{VolumeId}',
    read: { operation: 'DescribeVolumes', input: { VolumeIds: ['{VolumeId}'] }, items: 'Volumes[]' },
  },
  blueprint: 'ebsVolume',
  entity: {
    identifier: '.Properties.VolumeId',
    title: '((.Properties.Tags // []) | map(select(.Key == "Name")) | first | .Value) // .Properties.VolumeId',
    properties: {
      region,
      state: string('State', '.Properties.State'),
      volumeType: string('Type', '.Properties.VolumeType'),
      size: number('Size (GiB)', '.Properties.Size'),
      iops: number('IOPS', '.Properties.Iops'),
      availabilityZone: string('Availability zone', '.Properties.AvailabilityZone'),
      encrypted: boolean('Encrypted', '.Properties.Encrypted'),
      created: time('Created', '.Properties.CreateTime'),
      tags,
    },
    relations: {
      account,
      instance: { title: 'Instance', target: 'ec2Instance', from: '.Properties.Attachments[0].InstanceId' },
    },
  },
});
