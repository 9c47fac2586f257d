import { defineKind } from '../define-kind.js';
import { account, number, region, string, time } from '../fields.js';
import { pipeline, pipelineArn, pipelines } from './pipelines.js';

export const codepipelinePipelineExecution = defineKind({
  type: 'AWS::CodePipeline::PipelineExecution',
  title: 'CodePipeline execution',
  source: 'native',
  native: {
    service: 'codepipeline',
    parents: pipelines,
    list: {
      operation: 'ListPipelineExecutions',
      input: { pipelineName: '{pipelineName}', maxResults: 100 },
      items: 'pipelineExecutionSummaries[]',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'ListPipelineExecutionsAction' },
      {
        name: 'GetPipelineExecutionDetailsAction',
        operation: 'GetPipelineExecution',
        input: { pipelineName: '{pipelineName}', pipelineExecutionId: '{pipelineExecutionId}' },
        merge: ['pipelineExecution'],
      },
    ],
    identifier: '{PipelineName}|{PipelineExecutionId}',
    read: { item: { pipelineName: '{PipelineName}', pipelineExecutionId: '{PipelineExecutionId}' } },
    history: { days: 30, at: ['StartTime'], isNewestFirst: true },
    build: { PipelineName: '{pipelineName}', PipelineArn: pipelineArn },
  },
  blueprint: 'codePipelineExecution',
  entity: {
    identifier: '.Properties.PipelineExecutionId',
    title: '.Properties.PipelineName + "/" + .Properties.PipelineExecutionId',
    properties: {
      region,
      status: string('Status', '.Properties.Status'),
      version: number('Pipeline version', '.Properties.PipelineVersion'),
      mode: string('Execution mode', '.Properties.ExecutionMode'),
      trigger: string('Trigger', '.Properties.Trigger.triggerType'),
      started: time('Started', '.Properties.StartTime'),
      lastUpdated: time('Last updated', '.Properties.LastUpdateTime'),
    },
    relations: { account, pipeline },
  },
});
