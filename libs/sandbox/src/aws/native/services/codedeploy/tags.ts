import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { tagsOf } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { APPLICATION, GROUP } from './types.js';

const TYPES: { [kind: string]: string } = {
  application: APPLICATION,
  deploymentgroup: GROUP,
};

export const tagOperations = {
  /** All on one page. */
  ListTagsForResource: operation({
    token: { asked: 'NextToken', answered: ['NextToken'] },
    input: z.strictObject({ ResourceArn: z.string(), NextToken: z.string().optional() }),
    resource: ({ ResourceArn }) => ResourceArn,
    answer({ ResourceArn, NextToken }, place) {
      if (NextToken !== undefined) throw new AwsFault('InvalidNextTokenException', 'The next token is not valid.');
      return { Tags: tagsOf(tagged(ResourceArn, place).properties).map((tag) => ({ ...tag })) };
    },
  }),
};

/** `arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:shop/production` */
function tagged(arn: string, place: Place): EstateResource {
  const [, , service, , , kind = '', name = ''] = arn.split(':');
  const type = TYPES[kind];
  if (service !== 'codedeploy') throw new AwsFault('InvalidArnException', `${arn} is not an ARN of CodeDeploy.`);
  if (type === undefined) throw new AwsFault('ArnNotSupportedException', `${arn} cannot have tags.`);
  const found = arn === place.arn('codedeploy', `${kind}:${name}`) && place.find(type, name.replace('/', '|'));
  if (found) return found;
  throw new AwsFault('InvalidArnException', `There is nothing at ${arn}.`);
}
