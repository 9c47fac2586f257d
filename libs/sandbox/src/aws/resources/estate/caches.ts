import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

const ENGINES = [
  { Engine: 'valkey', EngineVersion: '8.0.1', CacheParameterGroupName: 'default.valkey8' },
  { Engine: 'redis', EngineVersion: '7.1.0', CacheParameterGroupName: 'default.redis7' },
  { Engine: 'memcached', EngineVersion: '1.6.22', CacheParameterGroupName: 'default.memcached1.6' },
] as const;

export const cacheCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-cache`;
  const engine = random.pick(ENGINES);
  const host = `${name}.${random.text('abcdefghijklmnopqrstuvwxyz0123456789', 6)}`;
  const domain = `${place.region}.cache.amazonaws.com`;
  const isMemcached = engine.Engine === 'memcached';
  return {
    ClusterName: name,
    ...engine,
    CacheNodeType: random.pick(['cache.t4g.micro', 'cache.m7g.large', 'cache.r7g.xlarge']),
    // Only Memcached has more than one node outside a replication group.
    NumCacheNodes: isMemcached ? random.integer(1, 4) : 1,
    ...(isMemcached
      ? { ConfigurationEndpoint: { Address: `${host}.cfg.${domain}`, Port: '11211' } }
      : { RedisEndpoint: { Address: `${host}.0001.${domain}`, Port: '6379' } }),
    CacheSubnetGroupName: 'default',
    VpcSecurityGroupIds: [place.ec2Id('sg', 0)],
    PreferredAvailabilityZone: `${place.region}${random.pick(['a', 'b', 'c'])}`,
    PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
    AutoMinorVersionUpgrade: random.chance(0.7),
    TransitEncryptionEnabled: random.chance(0.6),
    SnapshotRetentionLimit: isMemcached ? 0 : random.pick([0, 1, 7]),
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    Tags: plausibleTags(random),
  };
};

/** Every account has the user `default`, whom nobody has made. */
export const memoryDbUser: ResourceMaker = (place, index, random) => {
  const name = index === 0 ? 'default' : plausibleName(index);
  return {
    UserName: name,
    Arn: place.arn('memorydb', `user/${name}`),
    Status: 'active',
    AccessString: index === 0 ? 'on ~* &* +@all' : `on ~${name}:* -@all +@read`,
    ...(index > 0 && { AuthenticationMode: { Type: random.pick(['password', 'iam']) } }),
    Tags: index === 0 ? [] : plausibleTags(random),
  };
};
