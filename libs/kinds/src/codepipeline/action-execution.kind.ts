import { defineKind } from '../define-kind.js';
import { account, region, string, time } from '../fields.js';
import { pipeline, pipelineArn, pipelines } from './pipelines.js';

export const codepipelineActionExecution = defineKind({
  type: 'AWS::CodePipeline::ActionExecution',
  title: 'CodePipeline action execution',
  source: 'native',
  native: {
    service: 'codepipeline',
    parents: pipelines,
    list: {
      operation: 'ListActionExecutions',
      input: { pipelineName: '{pipelineName}', maxResults: 100 },
      items: 'actionExecutionDetails[]',
      token: ['nextToken', 'nextToken'],
    },
    actions: [{ name: 'ListActionExecutionsAction' }],
    identifier: '{ActionExecutionId}',
    history: { days: 30, at: ['StartTime'] },
    build: { PipelineName: '{pipelineName}', PipelineArn: pipelineArn },
  },
  redacted: ['Input.resolvedConfiguration', 'Output.outputVariables'],
  blueprint: 'codePipelineActionExecution',
  entity: {
    identifier: '.Properties.ActionExecutionId',
    title: '.Properties.StageName + "/" + .Properties.ActionName',
    properties: {
      region,
      status: string('Status', '.Properties.Status'),
      updatedBy: string('Updated by', '.Properties.UpdatedBy'),
      started: time('Started', '.Properties.StartTime'),
      lastUpdated: time('Last updated', '.Properties.LastUpdateTime'),
    },
    relations: {
      account,
      pipeline,
      execution: {
        title: 'Execution',
        target: 'codePipelineExecution',
        from: '.Properties.PipelineExecutionId',
      },
    },
  },
});
