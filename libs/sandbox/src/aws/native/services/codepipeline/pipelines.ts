import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { camel, tagsOf } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { following, pageOf, paging, TOKEN } from './pages.js';

const TYPE = 'AWS::CodePipeline::Pipeline';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

export const pipelineOperations = {
  ListPipelines: operation({
    token: TOKEN,
    input: z.strictObject(paging(1000)),
    answer(input, place) {
      const page = pageOf(place, place.resources(TYPE), input);
      return { pipelines: page.items.map(summary), ...following(page) };
    },
  }),
  /** Of a version there is only the last. */
  GetPipeline: operation({
    input: z.strictObject({ name: z.string().min(1).max(100), version: z.int().min(1).optional() }),
    resource: ({ name }, place) => place.arn('codepipeline', name),
    answer({ name, version }, place) {
      const found = pipeline(name, place);
      const declared = declaration(found);
      if (version !== undefined && version !== declared['version']) {
        throw new AwsFault('PipelineVersionNotFoundException', `Pipeline '${name}' has no version ${version}`);
      }
      const metadata = { pipelineArn: place.arn('codepipeline', name), created: CREATED, updated: CREATED };
      return { pipeline: declared, metadata };
    },
  }),
  /** All on one page. */
  ListTagsForResource: operation({
    token: TOKEN,
    input: z.strictObject({ resourceArn: z.string(), ...paging(100) }),
    resource: ({ resourceArn }) => resourceArn,
    answer({ resourceArn, nextToken }, place) {
      if (nextToken !== undefined) throw new AwsFault('InvalidNextTokenException', 'The next token is not valid.');
      return { tags: camel(tagsOf(tagged(resourceArn, place).properties).map((tag) => ({ ...tag }))) };
    },
  }),
};

/** Throws PipelineNotFoundException. */
export function pipeline(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  const owner = `Account '${place.accountId}' does not have a pipeline with name '${name}'`;
  throw new AwsFault('PipelineNotFoundException', owner);
}

function tagged(arn: string, place: Place): EstateResource {
  const [, , service, , , name = ''] = arn.split(':');
  if (service !== 'codepipeline') throw new AwsFault('InvalidArnException', `${arn} is not an ARN of CodePipeline.`);
  const found = arn === place.arn('codepipeline', name) && place.find(TYPE, name);
  if (found) return found;
  throw new AwsFault('ResourceNotFoundException', `There is no resource at ${arn}.`);
}

function summary({ identifier, properties }: EstateResource): JsonObject {
  return {
    name: identifier,
    version: versionOf(properties),
    pipelineType: properties['PipelineType'] ?? 'V1',
    executionMode: properties['ExecutionMode'] ?? 'SUPERSEDED',
    created: CREATED,
    updated: CREATED,
  };
}

/** The names of an action's settings are those of its provider. */
function declaration({ properties: { Arn: _arn, Tags: _tags, ...rest } }: EstateResource): JsonObject {
  return { ...(camel(rest, ['Configuration']) as JsonObject), version: versionOf(rest) };
}

/** The registry has it as a text. */
function versionOf({ Version }: JsonObject): number {
  return Number(Version ?? 1);
}
