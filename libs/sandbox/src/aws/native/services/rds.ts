import { z } from 'zod';
import { AwsFault } from '../../service.js';
import { queryProtocol } from '../../wire/protocol.js';
import { readQuery } from '../../wire/read-call.js';
import { toElements } from '../../wire/xml.js';
import { tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import { queryRefusals } from '../refusals.js';
import { cluster, clusterOperations } from './rds-clusters.js';
import { instance, instanceOperations } from './rds-instances.js';

/** By the sixth part of an ARN. */
const FINDERS = { db: instance, cluster };

export const rds: NativeService = {
  name: 'rds',
  protocol: queryProtocol('http://rds.amazonaws.com/doc/2014-10-31/', toElements),
  readCall: readQuery,
  refusals: queryRefusals,
  operations: {
    ...instanceOperations,
    ...clusterOperations,
    ListTagsForResource: operation({
      input: z.strictObject({ ResourceName: z.string() }),
      resource: ({ ResourceName }) => ResourceName,
      answer({ ResourceName: arn }, place) {
        const [type = '', name = ''] = arn.split(':').slice(5);
        const find = Object.hasOwn(FINDERS, type) ? FINDERS[type as keyof typeof FINDERS] : undefined;
        if (find === undefined || arn !== place.arn('rds', `${type}:${name}`)) {
          const reason = 'The specified resource name does not match an RDS resource in this region.';
          throw new AwsFault('InvalidParameterValue', reason);
        }
        return { TagList: { Tag: tagsOf(find(name, place).properties) } };
      },
    }),
  },
};
