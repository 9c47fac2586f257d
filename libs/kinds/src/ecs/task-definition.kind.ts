import { defineKind } from '../define-kind.js';
import { account, array, number, region, string, tags, time } from '../fields.js';

/** Every active revision of every family. */
export const ecsTaskDefinition = defineKind({
  type: 'AWS::ECS::TaskDefinition',
  title: 'ECS task definition',
  source: 'native',
  native: {
    service: 'ecs',
    list: {
      operation: 'ListTaskDefinitions',
      input: { status: 'ACTIVE', maxResults: 100 },
      items: 'taskDefinitionArns[]',
      as: 'taskDefinitionArn',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'ListTaskDefinitionsAction' },
      {
        name: 'DescribeTaskDefinitionsAction',
        operation: 'DescribeTaskDefinition',
        input: { taskDefinition: '{taskDefinitionArn}', include: ['TAGS'] },
        merge: ['taskDefinition', { Tags: 'tags' }],
        empty: { Tags: [] },
        goneWhen: ['ClientException: Unable to describe task definition'],
      },
    ],
    identifier: '{TaskDefinitionArn}',
    read: { item: { taskDefinitionArn: '{TaskDefinitionArn}' } },
    goneWhen: { Status: ['INACTIVE', 'DELETE_IN_PROGRESS'] },
  },
  redacted: ['ContainerDefinitions.*.environment.*.value'],
  blueprint: 'ecsTaskDefinition',
  entity: {
    identifier: '.Properties.TaskDefinitionArn',
    title: '.Properties.Family + ":" + (.Properties.Revision | tostring)',
    properties: {
      arn: string('ARN', '.Properties.TaskDefinitionArn'),
      region,
      family: string('Family', '.Properties.Family'),
      revision: number('Revision', '.Properties.Revision'),
      cpu: string('CPU', '.Properties.Cpu'),
      memory: string('Memory', '.Properties.Memory'),
      networkMode: string('Network mode', '.Properties.NetworkMode'),
      images: array('Images', '[.Properties.ContainerDefinitions[]?.image]'),
      registered: time('Registered', '.Properties.RegisteredAt'),
      tags,
    },
    relations: { account },
  },
});
