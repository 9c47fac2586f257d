import { defineKind } from '../define-kind.js';
import { account, array, boolean, number, region, string, tags } from '../fields.js';

/** Its schema has sizes as text. */
const size = (title: string, name: string) => number(title, `.Properties.${name} | tonumber?`);

export const autoScalingGroup = defineKind({
  type: 'AWS::AutoScaling::AutoScalingGroup',
  title: 'Auto Scaling group',
  permissions: ['autoscaling:Describe*'],
  blueprint: 'autoScalingGroup',
  entity: {
    identifier: '.Properties.AutoScalingGroupARN',
    title: '.Properties.AutoScalingGroupName',
    properties: {
      arn: string('ARN', '.Properties.AutoScalingGroupARN'),
      region,
      minSize: size('Smallest size', 'MinSize'),
      maxSize: size('Largest size', 'MaxSize'),
      desiredCapacity: size('Desired capacity', 'DesiredCapacity'),
      healthCheck: string('Health check', '.Properties.HealthCheckType'),
      launchTemplate: string(
        'Launch template',
        '.Properties | .LaunchTemplate // .MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification | .LaunchTemplateName // .LaunchTemplateId',
      ),
      availabilityZones: array('Availability zones', '.Properties.AvailabilityZones'),
      subnets: array('Subnets', '.Properties.VPCZoneIdentifier'),
      targetGroups: array('Target groups', '.Properties.TargetGroupARNs'),
      protectsNew: boolean('Protects new instances from scale-in', '.Properties.NewInstancesProtectedFromScaleIn'),
      tags,
    },
    relations: { account },
  },
});
