import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { movingProperties } from '../../resources/listed-properties.js';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { queryProtocol } from '../../wire/protocol.js';
import { readQuery } from '../../wire/read-call.js';
import { toElements } from '../../wire/xml.js';
import { tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { queryRefusals } from '../refusals.js';

const TYPE = 'AWS::RDS::DBInstance';

/** The registry's members that the API has not, or under other names. */
const RENAMED = ['Tags', 'VPCSecurityGroups', 'Port', 'Endpoint'];

export const rds: NativeService = {
  name: 'rds',
  protocol: queryProtocol('http://rds.amazonaws.com/doc/2014-10-31/', toElements),
  readCall: readQuery,
  refusals: queryRefusals,
  operations: {
    DescribeDBInstances: operation({
      token: { asked: 'Marker', answered: ['Marker'] },
      input: z.strictObject({
        DBInstanceIdentifier: z.string().optional(),
        MaxRecords: z.coerce.number().int().min(20).max(100).default(100),
        Marker: z.string().optional(),
      }),
      resource: ({ DBInstanceIdentifier: name = '*' }, place) => place.arn('rds', `db:${name}`),
      answer({ DBInstanceIdentifier: name, MaxRecords: size, Marker: token }, place) {
        if (name !== undefined) return { DBInstances: { DBInstance: [describe(instance(name, place))] } };
        const page = place.page(place.resources(TYPE), { token, size });
        if (page === undefined) throw new AwsFault('InvalidParameterValue', 'Invalid or expired Marker.');
        return { Marker: page.next ?? null, DBInstances: { DBInstance: page.items.map(describe) } };
      },
    }),
    ListTagsForResource: operation({
      input: z.strictObject({ ResourceName: z.string() }),
      resource: ({ ResourceName }) => ResourceName,
      answer({ ResourceName }, place) {
        const name = ResourceName.split(':').at(-1) ?? '';
        return { TagList: tagList(instance(name, place).properties) };
      },
    }),
  },
};

function instance(name: string, place: Place): EstateResource {
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
    TagList: tagList(properties),
    ...movingProperties(resource, new Date()),
  };
}

function tagList(properties: JsonObject): JsonObject {
  return { Tag: tagsOf(properties).map((tag) => ({ ...tag })) };
}
