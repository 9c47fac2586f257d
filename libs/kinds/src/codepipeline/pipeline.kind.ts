import { defineKind } from '../define-kind.js';
import { account, number, region, string, tags, time } from '../fields.js';

export const codepipelinePipeline = defineKind({
  type: 'AWS::CodePipeline::Pipeline',
  title: 'CodePipeline pipeline',
  source: 'native',
  native: {
    service: 'codepipeline',
    list: {
      operation: 'ListPipelines',
      input: { maxResults: 100 },
      items: 'pipelines[]',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      {
        name: 'GetPipelineDetailsAction',
        operation: 'GetPipeline',
        input: { name: '{name}' },
        merge: ['pipeline', 'metadata'],
      },
      {
        name: 'GetPipelineTagsAction',
        operation: 'ListTagsForResource',
        input: { resourceArn: 'arn:{aws.partition}:codepipeline:{aws.region}:{aws.accountId}:{name}' },
        token: ['nextToken', 'nextToken'],
        merge: [{ Tags: 'tags' }],
        empty: { Tags: [] },
      },
      { name: 'ListPipelinesAction' },
    ],
    identifier: '{Name}',
    read: { item: { name: '{Name}' } },
    build: { PipelineArn: 'arn:{aws.partition}:codepipeline:{aws.region}:{aws.accountId}:{name}' },
  },
  blueprint: 'codePipeline',
  entity: {
    identifier: '.Properties.PipelineArn',
    title: '.Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.PipelineArn'),
      region,
      type: string('Type', '.Properties.PipelineType'),
      executionMode: string('Execution mode', '.Properties.ExecutionMode'),
      version: number('Version', '.Properties.Version'),
      role: string('Role', '.Properties.RoleArn'),
      created: time('Created', '.Properties.Created'),
      updated: time('Updated', '.Properties.Updated'),
      tags,
    },
    relations: { account },
  },
});
