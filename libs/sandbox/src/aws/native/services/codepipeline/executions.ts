import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import { newestFirst } from '../../orders.js';
import type { Place } from '../../place.js';
import { following, pageOf, paging, TOKEN } from './pages.js';
import { pipeline } from './pipelines.js';

const EXECUTION = 'AWS::CodePipeline::PipelineExecution';
const ACTION_EXECUTION = 'AWS::CodePipeline::ActionExecution';

const pipelineName = z.string().min(1).max(100);
const onPipeline = ({ pipelineName: name }: { pipelineName: string }, place: Place) => place.arn('codepipeline', name);
const order = newestFirst('StartTime');

export const executionOperations = {
  /** The newest first. */
  ListPipelineExecutions: operation({
    token: TOKEN,
    input: z.strictObject({ pipelineName, ...paging(100) }),
    resource: onPipeline,
    answer({ pipelineName: name, ...input }, place) {
      const page = pageOf(place, own(EXECUTION, name, place), { ...input, narrowed: name, order });
      return { pipelineExecutionSummaries: page.items.map(summary), ...following(page) };
    },
  }),
  GetPipelineExecution: operation({
    input: z.strictObject({ pipelineName, pipelineExecutionId: z.string() }),
    resource: onPipeline,
    answer({ pipelineName: name, pipelineExecutionId: id }, place) {
      pipeline(name, place);
      return { pipelineExecution: details(execution(name, id, place)) };
    },
  }),
  /** The newest first, of all executions or of one. */
  ListActionExecutions: operation({
    token: TOKEN,
    input: z.strictObject({
      pipelineName,
      filter: z.strictObject({ pipelineExecutionId: z.string().optional() }).default({}),
      ...paging(100),
    }),
    resource: onPipeline,
    answer({ pipelineName: name, filter: { pipelineExecutionId: id }, ...input }, place) {
      const all = own(ACTION_EXECUTION, name, place);
      if (id !== undefined) execution(name, id, place);
      const asked = all.filter(({ properties }) => id === undefined || properties['PipelineExecutionId'] === id);
      const page = pageOf(place, asked, { ...input, narrowed: `${name} ${id}`, order });
      return { actionExecutionDetails: page.items.map(action), ...following(page) };
    },
  }),
};

function own(type: string, name: string, place: Place): EstateResource[] {
  pipeline(name, place);
  return place.resources(type).filter(({ properties }) => properties['PipelineName'] === name);
}

function execution(name: string, id: string, place: Place): EstateResource {
  const found = place.find(EXECUTION, `${name}|${id}`);
  if (found !== undefined) return found;
  throw new AwsFault('PipelineExecutionNotFoundException', `Pipeline '${name}' has no execution '${id}'`);
}

function summary({ properties }: EstateResource): JsonObject {
  const { PipelineName: _name, PipelineVersion: _version, ArtifactRevisions: _, ...told } = properties;
  return onTheWire(told);
}

function details({ properties }: EstateResource): JsonObject {
  const { StartTime: _start, LastUpdateTime: _update, SourceRevisions: _, ...told } = properties;
  return { artifactRevisions: [], ...onTheWire(told) };
}

function action({ properties: { PipelineName: _, ...told } }: EstateResource): JsonObject {
  return onTheWire(told);
}
