import { plausibleName, plausibleTags } from './names.js';
import type { Place, ResourceMaker } from './place.js';
import type { Random } from './random.js';

const ENGINES = [
  { Engine: 'postgres', EngineVersion: '17.4', LicenseModel: 'postgresql-license', Port: '5432' },
  { Engine: 'mysql', EngineVersion: '8.4.5', LicenseModel: 'general-public-license', Port: '3306' },
  { Engine: 'mariadb', EngineVersion: '11.4.5', LicenseModel: 'general-public-license', Port: '3306' },
] as const;

export const dbInstance: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-db`;
  const engine = random.pick(ENGINES);
  const host = `${name}.c${random.text('abcdefghijklmnopqrstuvwxyz0123456789', 11)}.${place.region}.rds.amazonaws.com`;
  return {
    DBInstanceIdentifier: name,
    DBInstanceArn: place.arn('rds', `db:${name}`),
    DbiResourceId: `db-${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 26)}`,
    ...engine,
    DBInstanceClass: random.pick(['db.t4g.micro', 'db.m7g.large', 'db.r6g.xlarge']),
    DBInstanceStatus: random.pick(['available', 'available', 'available', 'stopped']),
    AllocatedStorage: String(random.pick([20, 100, 500, 2000])),
    StorageType: random.pick(['gp3', 'io2']),
    StorageEncrypted: random.chance(0.8),
    AvailabilityZone: `${place.region}${random.pick(['a', 'b', 'c'])}`,
    MultiAZ: random.chance(0.4),
    Endpoint: { Address: host, Port: engine.Port, HostedZoneId: `Z${random.hex(13).toUpperCase()}` },
    MasterUsername: 'owner',
    BackupRetentionPeriod: random.pick([1, 7, 30]),
    PubliclyAccessible: random.chance(0.1),
    DeletionProtection: random.chance(0.5),
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    VPCSecurityGroups: [place.ec2Id('sg', 0)],
    InstanceCreateTime: `2026-0${random.integer(1, 9)}-0${random.integer(1, 9)}T08:15:30Z`,
    Tags: plausibleTags(random),
  };
};

const CLUSTER_ENGINES = [
  { Engine: 'aurora-postgresql', EngineVersion: '16.6', Port: 5432 },
  { Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.2', Port: 3306 },
] as const;

export const dbCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-cluster`;
  const engine = random.pick(CLUSTER_ENGINES);
  const host = `c${random.text('abcdefghijklmnopqrstuvwxyz0123456789', 11)}.${place.region}.rds.amazonaws.com`;
  const port = String(engine.Port);
  return {
    DBClusterIdentifier: name,
    DBClusterArn: place.arn('rds', `cluster:${name}`),
    DBClusterResourceId: `cluster-${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 26)}`,
    ...engine,
    EngineMode: 'provisioned',
    DatabaseName: 'app',
    MasterUsername: 'owner',
    Endpoint: { Address: `${name}.cluster-${host}`, Port: port },
    ReadEndpoint: { Address: `${name}.cluster-ro-${host}` },
    AvailabilityZones: zones(place, random),
    DBSubnetGroupName: 'default',
    DBClusterParameterGroupName: `default.${engine.Engine}`,
    VpcSecurityGroupIds: [place.ec2Id('sg', 0)],
    BackupRetentionPeriod: random.pick([1, 7, 30]),
    CopyTagsToSnapshot: random.chance(0.5),
    DeletionProtection: random.chance(0.5),
    EnableHttpEndpoint: random.chance(0.2),
    EnableIAMDatabaseAuthentication: random.chance(0.5),
    StorageEncrypted: random.chance(0.8),
    ...(random.chance(0.4) && { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } }),
    ...(random.chance(0.5) && { EnableCloudwatchLogsExports: ['error', 'slowquery'] }),
    Tags: plausibleTags(random),
  };
};

function zones(place: Place, random: Random): string[] {
  return ['a', 'b', 'c'].slice(0, random.pick([1, 3])).map((letter) => `${place.region}${letter}`);
}
