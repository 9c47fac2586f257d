import type { Json, JsonObject } from '@longshore/domain';
import { CREATED, each, picked, smallTags, text, type Expectations, type Home } from './expectation.js';
import { history } from './delivery-kinds.js';

const PIPELINE = 'AWS::CodePipeline::Pipeline';

const pipelineOf = (p: JsonObject, { accountId, region }: Home) =>
  `arn:aws:codepipeline:${region}:${accountId}:${text(p, 'PipelineName')}`;

const elements = (value: Json | undefined) => (value ?? []) as JsonObject[];

const names = (artifacts: Json | undefined) => elements(artifacts).map(({ Name = null }) => ({ name: Name }));

/** Only the settings keep their names. */
function asTold({
  Name = null,
  ActionTypeId = {},
  Configuration = {},
  RunOrder = null,
  ...artifacts
}: JsonObject): JsonObject {
  const { Category = null, Owner = null, Provider = null, Version = null } = ActionTypeId as JsonObject;
  return {
    name: Name,
    actionTypeId: { category: Category, owner: Owner, provider: Provider, version: Version },
    configuration: Configuration,
    inputArtifacts: names(artifacts['InputArtifacts']),
    outputArtifacts: names(artifacts['OutputArtifacts']),
    runOrder: RunOrder,
  };
}

export const pipelineKinds: Expectations = {
  [PIPELINE]: each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'Name'),
    properties: {
      ...picked(p, { arn: 'Arn', type: 'PipelineType', executionMode: 'ExecutionMode', role: 'RoleArn' }),
      version: Number(p['Version']),
      created: CREATED,
      updated: CREATED,
      tags: smallTags(p),
    },
  })),
  'AWS::CodePipeline::Stage': {
    estateType: PIPELINE,
    entities: (p) =>
      elements(p['Stages']).map((stage, index) => ({
        identifier: `${text(p, 'Arn')}/${text(stage, 'Name')}`,
        title: `${text(p, 'Name')}/${text(stage, 'Name')}`,
        properties: { order: index + 1, actions: elements(stage['Actions']).map(asTold) },
        relations: { pipeline: text(p, 'Arn') },
      })),
  },
  'AWS::CodePipeline::Action': {
    estateType: PIPELINE,
    entities: (p) =>
      elements(p['Stages']).flatMap((stage) =>
        elements(stage['Actions']).map((action) => ({
          identifier: `${text(p, 'Arn')}/${text(stage, 'Name')}/${text(action, 'Name')}`,
          title: `${text(p, 'Name')}/${text(stage, 'Name')}/${text(action, 'Name')}`,
          properties: {
            ...picked(action, { category: 'ActionTypeId.Category', provider: 'ActionTypeId.Provider' }),
            ...picked(action, { runOrder: 'RunOrder', configuration: 'Configuration' }),
            stage: text(stage, 'Name'),
          },
          relations: { pipeline: text(p, 'Arn') },
        })),
      ),
  },
  'AWS::CodePipeline::PipelineExecution': history('StartTime', (p, home) => ({
    identifier: text(p, 'PipelineExecutionId'),
    title: `${text(p, 'PipelineName')}/${text(p, 'PipelineExecutionId')}`,
    properties: {
      ...picked(p, { status: 'Status', version: 'PipelineVersion', mode: 'ExecutionMode' }),
      ...picked(p, { trigger: 'Trigger.triggerType', started: 'StartTime', lastUpdated: 'LastUpdateTime' }),
    },
    relations: { pipeline: pipelineOf(p, home) },
  })),
  'AWS::CodePipeline::ActionExecution': history('StartTime', (p, home) => ({
    identifier: text(p, 'ActionExecutionId'),
    title: `${text(p, 'StageName')}/${text(p, 'ActionName')}`,
    properties: picked(p, {
      status: 'Status',
      updatedBy: 'UpdatedBy',
      started: 'StartTime',
      lastUpdated: 'LastUpdateTime',
    }),
    relations: { pipeline: pipelineOf(p, home), execution: text(p, 'PipelineExecutionId') },
  })),
};
