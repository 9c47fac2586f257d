import { defineKind } from '../define-kind.js';
import { account, number, object, region, string } from '../fields.js';
import { pipeline, pipelineArn, pipelines } from './pipelines.js';

export const codepipelineAction = defineKind({
  type: 'AWS::CodePipeline::Action',
  title: 'CodePipeline action',
  source: 'native',
  native: {
    service: 'codepipeline',
    parents: pipelines,
    list: { operation: 'GetPipeline', input: { name: '{pipelineName}' }, items: 'pipeline.stages[].actions[]' },
    actions: [{ name: 'GetPipelineActionsDetails', alias: ['GetPipelineActionsDetailsAction'] }],
    identifier: '{PipelineName}|{StageName}|{Name}',
    read: { operation: 'GetPipeline', input: { name: '{PipelineName}' }, items: 'pipeline.stages[].actions[]' },
    recase: ['ActionTypeId'],
    build: {
      PipelineName: '{answer.pipeline.name}',
      PipelineArn: pipelineArn,
      PipelineVersion: '{answer.pipeline.version}',
      StageName: '{^.name}',
    },
  },
  blueprint: 'codePipelineAction',
  entity: {
    identifier: '.Properties.PipelineArn + "/" + .Properties.StageName + "/" + .Properties.Name',
    title: '.Properties.PipelineName + "/" + .Properties.StageName + "/" + .Properties.Name',
    properties: {
      region,
      stage: string('Stage', '.Properties.StageName'),
      category: string('Category', '.Properties.ActionTypeId.Category'),
      provider: string('Provider', '.Properties.ActionTypeId.Provider'),
      runOrder: number('Run order', '.Properties.RunOrder'),
      configuration: object('Configuration', '.Properties.Configuration'),
      role: string('Role', '.Properties.RoleArn'),
    },
    relations: { account, pipeline },
  },
});
