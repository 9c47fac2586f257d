import { defineKind } from '../define-kind.js';
import { account, array, object, region, string, tags } from '../fields.js';

/** The list leaves out tags. */
export const ecsCluster = defineKind({
  type: 'AWS::ECS::Cluster',
  title: 'ECS cluster',
  reach: 'regional',
  enrich: 'get',
  permissions: ['ecs:ListClusters', 'ecs:DescribeClusters'],
  blueprint: 'ecsCluster',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.ClusterName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      settings: array('Settings', '.Properties.ClusterSettings'),
      capacityProviders: array('Capacity providers', '.Properties.CapacityProviders'),
      configuration: object('Configuration', '.Properties.Configuration'),
      tags,
    },
    relations: { account },
  },
});
