import type { RelationField } from '../fields.js';
import type { NativeKind } from '../native/native-kind.js';

/** What stages, actions and executions are listed by. */
export const pipelines = {
  operation: 'ListPipelines',
  input: { maxResults: 100 },
  items: 'pipelines[].name',
  as: 'pipelineName',
  token: ['nextToken', 'nextToken'],
} as const satisfies NativeKind['parents'];

export const pipelineArn = 'arn:{aws.partition}:codepipeline:{aws.region}:{aws.accountId}:{PipelineName}';

export const pipeline: RelationField = {
  title: 'Pipeline',
  target: 'codePipeline',
  from: '.Properties.PipelineArn',
};
