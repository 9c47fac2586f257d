import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { restorableTime } from '../../resources/listed-properties.js';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { chosen, tagsOf } from '../names.js';
import { operation, type NativeOperation } from '../native-service.js';
import type { Place } from '../place.js';
import { markedPage, recordPaging } from './marked-pages.js';

const TYPE = 'AWS::RDS::DBCluster';

/** Members that stand alike in the registry, or by another name, which is the second. */
const SHARED = {
  ...same('AutoMinorVersionUpgrade', 'BackupRetentionPeriod', 'CopyTagsToSnapshot', 'DatabaseName', 'DBClusterArn'),
  ...same('DBClusterIdentifier', 'DeletionProtection', 'Engine', 'EngineMode', 'EngineVersion', 'KmsKeyId'),
  ...same('MasterUsername', 'NetworkType', 'Port', 'PreferredBackupWindow', 'PreferredMaintenanceWindow'),
  ...same('ServerlessV2ScalingConfiguration', 'StorageEncrypted', 'StorageType'),
  DBClusterParameterGroup: 'DBClusterParameterGroupName',
  DBSubnetGroup: 'DBSubnetGroupName',
  DbClusterResourceId: 'DBClusterResourceId',
  HttpEndpointEnabled: 'EnableHttpEndpoint',
  IAMDatabaseAuthenticationEnabled: 'EnableIAMDatabaseAuthentication',
};

export const clusterOperations: Record<string, NativeOperation> = {
  DescribeDBClusters: operation({
    token: { asked: 'Marker', answered: ['Marker'] },
    input: z.strictObject({ DBClusterIdentifier: z.string().optional(), ...recordPaging }),
    resource: ({ DBClusterIdentifier: name = '*' }, place) => place.arn('rds', `cluster:${name}`),
    answer({ DBClusterIdentifier: name, ...paging }, place) {
      if (name !== undefined) return { DBClusters: { DBCluster: [describe(cluster(name, place))] } };
      const { items, next } = markedPage(place, TYPE, paging);
      return { Marker: next, DBClusters: { DBCluster: items.map(describe) } };
    },
  }),
};

/** Throws DBClusterNotFoundFault. */
export function cluster(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  throw new AwsFault('DBClusterNotFoundFault', `DBCluster ${name} not found.`, 404);
}

function describe({ properties }: EstateResource): JsonObject {
  const { Endpoint: writer, ReadEndpoint: reader } = properties as Record<string, { Address: string } | undefined>;
  const zones = list(properties['AvailabilityZones']);
  const groups = list(properties['VpcSecurityGroupIds']);
  return {
    ...chosen(properties, SHARED),
    Status: 'available',
    ClusterCreateTime: '2024-02-01T10:00:00.000Z',
    Endpoint: writer?.Address ?? null,
    ReaderEndpoint: reader?.Address ?? null,
    MultiAZ: zones.length > 1,
    AvailabilityZones: { AvailabilityZone: zones },
    EnabledCloudwatchLogsExports: { member: list(properties['EnableCloudwatchLogsExports']) },
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: groups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
    },
    DBClusterMembers: {},
    LatestRestorableTime: restorableTime(new Date()),
    TagList: { Tag: tagsOf(properties) },
  };
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value : [];
}

function same(...names: string[]): { [name: string]: string } {
  return Object.fromEntries(names.map((name) => [name, name]));
}
