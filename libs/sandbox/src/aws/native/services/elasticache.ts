import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { queryProtocol } from '../../wire/protocol.js';
import { readQuery } from '../../wire/read-call.js';
import { toElements } from '../../wire/xml.js';
import { chosen, tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { queryRefusals } from '../refusals.js';
import { markedPage, recordPaging } from './marked-pages.js';

/** The registry's name for what the API calls a cache cluster. */
const TYPE = 'AWS::ElastiCache::CacheCluster';
const CREATED = '2024-02-01T10:00:00.000Z';

const SHARED = [
  'AutoMinorVersionUpgrade',
  'CacheNodeType',
  'CacheSubnetGroupName',
  'Engine',
  'EngineVersion',
  'IpDiscovery',
  'NetworkType',
  'NumCacheNodes',
  'PreferredMaintenanceWindow',
  'SnapshotRetentionLimit',
  'SnapshotWindow',
  'TransitEncryptionEnabled',
];

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const elasticache: NativeService = {
  name: 'elasticache',
  protocol: queryProtocol('http://elasticache.amazonaws.com/doc/2015-02-02/', toElements),
  readCall: readQuery,
  refusals: queryRefusals,
  operations: {
    DescribeCacheClusters: operation({
      token: { asked: 'Marker', answered: ['Marker'] },
      input: z.strictObject({
        CacheClusterId: z.string().optional(),
        ShowCacheNodeInfo: flag.default(false),
        ...recordPaging,
      }),
      resource: ({ CacheClusterId: name = '*' }, place) => place.arn('elasticache', `cluster:${name}`),
      answer({ CacheClusterId: name, ShowCacheNodeInfo: hasNodes, ...paging }, place) {
        const describe = (one: EstateResource) => describeCluster(one, hasNodes, place);
        if (name !== undefined) return { CacheClusters: { CacheCluster: [describe(cluster(name, place))] } };
        const { items, next } = markedPage(place, TYPE, paging);
        return { Marker: next, CacheClusters: { CacheCluster: items.map(describe) } };
      },
    }),
    ListTagsForResource: operation({
      input: z.strictObject({ ResourceName: z.string() }),
      resource: ({ ResourceName }) => ResourceName,
      answer({ ResourceName: arn }, place) {
        const [type = '', name = ''] = arn.split(':').slice(5);
        if (type !== 'cluster' || arn !== place.arn('elasticache', `cluster:${name}`)) {
          throw new AwsFault('InvalidARN', `${arn} is not a valid ARN.`);
        }
        return { TagList: { Tag: tagsOf(cluster(name, place).properties) } };
      },
    }),
  },
};

function cluster(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  throw new AwsFault('CacheClusterNotFound', `CacheCluster not found: ${name}`, 404);
}

function describeCluster({ identifier, properties }: EstateResource, hasNodes: boolean, place: Place): JsonObject {
  const groups = (properties['VpcSecurityGroupIds'] ?? []) as string[];
  const { ConfigurationEndpoint: entry = null } = properties;
  return {
    CacheClusterId: identifier,
    ARN: place.arn('elasticache', `cluster:${identifier}`),
    ...chosen(properties, Object.fromEntries(SHARED.map((name) => [name, name]))),
    ...chosen(properties, { PreferredAvailabilityZone: 'PreferredAvailabilityZone' }),
    CacheClusterStatus: 'available',
    CacheClusterCreateTime: CREATED,
    AtRestEncryptionEnabled: false,
    AuthTokenEnabled: false,
    ConfigurationEndpoint: entry,
    CacheParameterGroup: {
      ...chosen(properties, { CacheParameterGroupName: 'CacheParameterGroupName' }),
      ParameterApplyStatus: 'in-sync',
      CacheNodeIdsToReboot: {},
    },
    SecurityGroups: { member: groups.map((id) => ({ SecurityGroupId: id, Status: 'active' })) },
    ...(hasNodes && { CacheNodes: { CacheNode: nodes(properties) } }),
  };
}

function nodes({ NumCacheNodes: count, RedisEndpoint: redis, PreferredAvailabilityZone: zone }: JsonObject) {
  return Array.from({ length: Number(count) }, (_, index) => ({
    CacheNodeId: String(index + 1).padStart(4, '0'),
    CacheNodeStatus: 'available',
    CacheNodeCreateTime: CREATED,
    Endpoint: redis ?? null,
    ParameterGroupStatus: 'in-sync',
    CustomerAvailabilityZone: zone ?? null,
  }));
}
