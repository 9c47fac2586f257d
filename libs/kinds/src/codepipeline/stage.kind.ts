import { defineKind } from '../define-kind.js';
import { account, array, number, region } from '../fields.js';
import { pipeline, pipelineArn, pipelines } from './pipelines.js';

export const codepipelineStage = defineKind({
  type: 'AWS::CodePipeline::Stage',
  title: 'CodePipeline stage',
  source: 'native',
  native: {
    service: 'codepipeline',
    parents: pipelines,
    list: { operation: 'GetPipeline', input: { name: '{pipelineName}' }, items: 'pipeline.stages[]' },
    actions: [{ name: 'GetPipelineStagesAction' }],
    identifier: '{PipelineName}|{Name}',
    read: { operation: 'GetPipeline', input: { name: '{PipelineName}' }, items: 'pipeline.stages[]' },
    build: { PipelineName: '{answer.pipeline.name}', PipelineArn: pipelineArn, Order: '{#}' },
  },
  blueprint: 'codePipelineStage',
  entity: {
    identifier: '.Properties.PipelineArn + "/" + .Properties.Name',
    title: '.Properties.PipelineName + "/" + .Properties.Name',
    properties: {
      region,
      order: number('Order', '.Properties.Order'),
      actions: array('Actions', '.Properties.Actions'),
    },
    relations: { account, pipeline },
  },
});
