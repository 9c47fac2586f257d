import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { movingProperties } from '../../resources/listed-properties.js';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { tagsOf } from '../names.js';
import { operation, type NativeOperation } from '../native-service.js';
import type { Place } from '../place.js';
import { markedPage, recordPaging } from './marked-pages.js';

const TYPE = 'AWS::RDS::DBInstance';

/** The registry's members that the API has not, or under other names. */
const RENAMED = ['Tags', 'VPCSecurityGroups', 'Port', 'Endpoint'];

export const instanceOperations: Record<string, NativeOperation> = {
  DescribeDBInstances: operation({
    token: { asked: 'Marker', answered: ['Marker'] },
    input: z.strictObject({ DBInstanceIdentifier: z.string().optional(), ...recordPaging }),
    resource: ({ DBInstanceIdentifier: name = '*' }, place) => place.arn('rds', `db:${name}`),
    answer({ DBInstanceIdentifier: name, ...paging }, place) {
      if (name !== undefined) return { DBInstances: { DBInstance: [describe(instance(name, place))] } };
      const { items, next } = markedPage(place, TYPE, paging);
      return { Marker: next, DBInstances: { DBInstance: items.map(describe) } };
    },
  }),
};

/** Throws DBInstanceNotFound. */
export function instance(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  throw new AwsFault('DBInstanceNotFound', `DBInstance ${name} not found.`, 404);
}

function describe(resource: EstateResource): JsonObject {
  const { properties } = resource;
  const own = Object.entries(properties).filter(([name]) => !RENAMED.includes(name));
  const groups = (properties['VPCSecurityGroups'] ?? []) as string[];
  return {
    ...Object.fromEntries(own),
    Endpoint: properties['Endpoint'] ?? null,
    DbInstancePort: 0,
    IAMDatabaseAuthenticationEnabled: false,
    PerformanceInsightsEnabled: false,
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: groups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
    },
    TagList: { Tag: tagsOf(properties) },
    ...movingProperties(resource, new Date()),
  };
}
