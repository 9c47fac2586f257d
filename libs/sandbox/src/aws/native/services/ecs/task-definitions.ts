import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { camel } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { arnsPage, paging, TOKEN } from './listings.js';

const TYPE = 'AWS::ECS::TaskDefinition';
const REGISTERED = Date.parse('2024-02-01T10:00:00Z') / 1000;

/** Members whose names are the customer's. */
const FREE = ['DockerLabels', 'Options', 'DriverOpts', 'Labels'];

export const taskDefinitionOperations = {
  /** What has been deregistered is not kept here. */
  ListTaskDefinitions: operation({
    token: TOKEN,
    input: z.strictObject({
      familyPrefix: z.string().optional(),
      status: z.enum(['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS']).default('ACTIVE'),
      ...paging(100),
    }),
    answer({ familyPrefix: family, status, ...input }, place) {
      const active = status === 'ACTIVE' ? place.resources(TYPE) : [];
      const asked = active.filter(({ properties }) => family === undefined || properties['Family'] === family);
      const narrowed = `${family} ${status}`;
      const arnOf = ({ identifier }: EstateResource) => identifier;
      return arnsPage(place, asked, { ...input, member: 'taskDefinitionArns', narrowed, arnOf });
    },
  }),
  /** By ARN, family and revision, or family: its last revision then. */
  DescribeTaskDefinition: operation({
    input: z.strictObject({ taskDefinition: z.string(), include: z.array(z.literal('TAGS')).default([]) }),
    answer({ taskDefinition: name, include }, place) {
      const { Tags = [], ...properties } = taskDefinition(name, place).properties;
      return {
        taskDefinition: {
          placementConstraints: [],
          volumes: [],
          ...(camel(properties, FREE) as JsonObject),
          revision: revisionOf(String(properties['TaskDefinitionArn'])),
          status: 'ACTIVE',
          compatibilities: ['EC2', 'FARGATE'],
          registeredAt: REGISTERED,
          registeredBy: `arn:aws:iam::${place.accountId}:role/deployer`,
        },
        ...(include.length > 0 && { tags: camel(Tags) }),
      };
    },
  }),
};

function taskDefinition(name: string, place: Place): EstateResource {
  const arn = name.startsWith('arn:') ? name : place.arn('ecs', `task-definition/${name}`);
  const revisions = place.resources(TYPE).filter(({ properties }) => properties['Family'] === name);
  const [last] = revisions.sort((a, b) => revisionOf(b.identifier) - revisionOf(a.identifier));
  const found = place.find(TYPE, arn) ?? last;
  if (found !== undefined) return found;
  throw new AwsFault('ClientException', 'Unable to describe task definition.');
}

const revisionOf = (arn: string) => Number(arn.split(':').at(-1));
