import { defineKind } from '../define-kind.js';
import { account, number, region, string, tags, time } from '../fields.js';

export const ecsService = defineKind({
  type: 'AWS::ECS::Service',
  title: 'ECS service',
  source: 'native',
  native: {
    service: 'ecs',
    parents: {
      operation: 'ListClusters',
      input: { maxResults: 100 },
      items: 'clusterArns[]',
      as: 'clusterArn',
      token: ['nextToken', 'nextToken'],
    },
    list: {
      operation: 'ListServices',
      input: { cluster: '{clusterArn}', maxResults: 100 },
      items: 'serviceArns[]',
      as: 'serviceArn',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'ListServicesAction' },
      {
        name: 'DescribeServicesAction',
        operation: 'DescribeServices',
        input: { cluster: '{clusterArn}', include: ['TAGS'] },
        batch: {
          size: 10,
          into: 'services',
          each: '{serviceArn}',
          answers: 'services[]',
          by: ['serviceArn'],
          failures: { at: 'failures', gone: 'MISSING' },
        },
        merge: [''],
      },
    ],
    identifier: '{ServiceArn}|{ClusterArn}',
    read: { item: { serviceArn: '{ServiceArn}', clusterArn: '{ClusterArn}' } },
    goneWhen: { Status: ['INACTIVE'] },
    context: { ClusterArn: '{ClusterArn}' },
  },
  blueprint: 'ecsService',
  entity: {
    identifier: '.Properties.ServiceArn',
    title: '.Properties.ServiceName',
    properties: {
      arn: string('ARN', '.Properties.ServiceArn'),
      region,
      status: string('Status', '.Properties.Status'),
      launchType: string('Launch type', '.Properties.LaunchType'),
      desiredCount: number('Desired tasks', '.Properties.DesiredCount'),
      runningCount: number('Running tasks', '.Properties.RunningCount'),
      taskDefinition: string('Task definition', '.Properties.TaskDefinition'),
      created: time('Created', '.Properties.CreatedAt'),
      tags,
    },
    relations: {
      account,
      cluster: { title: 'Cluster', target: 'ecsCluster', from: '.Properties.ClusterArn' },
    },
  },
});
