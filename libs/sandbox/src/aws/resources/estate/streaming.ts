import type { JsonObject } from '@longshore/domain';
import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';
import type { Random } from './random.js';

export const mskCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-stream`;
  const brokers = {
    BrokerAZDistribution: 'DEFAULT',
    ClientSubnets: [place.ec2Id('subnet', 0), place.ec2Id('subnet', 1)],
    InstanceType: random.pick(['kafka.t3.small', 'kafka.m7g.large']),
    SecurityGroups: [place.ec2Id('sg', 0)],
    StorageInfo: { EBSStorageInfo: { VolumeSize: random.pick([100, 500, 1000]) } },
  };
  return {
    Arn: place.arn('kafka', `cluster/${name}/${place.uuid('msk', index)}-${random.integer(1, 25)}`),
    ClusterName: name,
    KafkaVersion: random.pick(['3.6.0', '3.8.x']),
    NumberOfBrokerNodes: random.pick([2, 4, 6]),
    BrokerNodeGroupInfo: brokers,
    ClientAuthentication: { Sasl: { Iam: { Enabled: random.chance(0.7) }, Scram: { Enabled: false } } },
    EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
    EnhancedMonitoring: random.pick(['DEFAULT', 'PER_BROKER']),
    StorageMode: 'LOCAL',
    Tags: mapOfTags(random),
  };
};

export const mskServerlessCluster: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-serverless`;
  const vpc = { SubnetIds: [place.ec2Id('subnet', 0)], SecurityGroups: [place.ec2Id('sg', 0)] };
  return {
    Arn: place.arn('kafka', `cluster/${name}/${place.uuid('msk-serverless', index)}-s${random.integer(1, 3)}`),
    ClusterName: name,
    VpcConfigs: [vpc],
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
    Tags: mapOfTags(random),
  };
};

/** The registry holds the tags of MSK as a map. */
function mapOfTags(random: Random): JsonObject {
  return Object.fromEntries(plausibleTags(random).map(({ Key, Value }) => [String(Key), Value ?? '']));
}
