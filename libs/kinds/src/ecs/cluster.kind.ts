import { defineKind } from '../define-kind.js';
import { account, array, object, region, string, tags } from '../fields.js';

/** The list leaves out tags. */
export const ecsCluster = defineKind({
  type: 'AWS::ECS::Cluster',
  title: 'ECS cluster',
  isStarting: true,
  reach: 'regional',
  permissions: ['ecs:ListClusters', 'ecs:DescribeClusters'],
  native: {
    service: 'ecs',
    list: {
      operation: 'ListClusters',
      input: { maxResults: 100 },
      items: 'clusterArns[]',
      as: 'clusterArn',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      {
        name: 'DescribeClustersAction',
        operation: 'DescribeClusters',
        input: { include: ['TAGS', 'ATTACHMENTS', 'SETTINGS', 'CONFIGURATIONS', 'STATISTICS'] },
        batch: {
          size: 100,
          into: 'clusters',
          each: '{clusterArn}',
          answers: 'clusters[]',
          by: ['clusterArn'],
          failures: { at: 'failures', gone: 'MISSING' },
        },
        merge: [''],
      },
    ],
    identifier: '{ClusterName}',
    read: { item: { clusterArn: 'arn:{aws.partition}:ecs:{aws.region}:{aws.accountId}:cluster/{ClusterName}' } },
    goneWhen: { Status: ['INACTIVE'] },
    rename: { Settings: 'ClusterSettings' },
  },
  blueprint: 'ecsCluster',
  entity: {
    identifier: '.Properties.ClusterArn // .Properties.Arn',
    title: '.Properties.ClusterName',
    properties: {
      arn: string('ARN', '.Properties.ClusterArn // .Properties.Arn'),
      region,
      settings: array('Settings', '.Properties.ClusterSettings'),
      capacityProviders: array('Capacity providers', '.Properties.CapacityProviders'),
      configuration: object('Configuration', '.Properties.Configuration'),
      tags,
    },
    relations: { account },
  },
});
