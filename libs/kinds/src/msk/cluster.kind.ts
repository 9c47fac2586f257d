import { defineKind } from '../define-kind.js';
import { account, number, region, string, tags, time } from '../fields.js';

/** Provisioned clusters only, as the first version of the API lists them. */
export const mskCluster = defineKind({
  type: 'AWS::MSK::Cluster',
  title: 'MSK cluster',
  source: 'native',
  native: {
    service: 'kafka',
    list: {
      operation: 'ListClusters',
      input: { MaxResults: 100 },
      items: 'ClusterInfoList[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [{ name: 'ListClustersAction' }],
    identifier: '{ClusterArn}',
    read: { operation: 'DescribeCluster', input: { ClusterArn: '{ClusterArn}' }, items: 'ClusterInfo' },
  },
  blueprint: 'mskCluster',
  entity: {
    identifier: '.Properties.ClusterArn',
    title: '.Properties.ClusterName',
    properties: {
      arn: string('ARN', '.Properties.ClusterArn'),
      region,
      state: string('State', '.Properties.State'),
      kafkaVersion: string('Kafka version', '.Properties.CurrentBrokerSoftwareInfo.KafkaVersion'),
      brokers: number('Brokers', '.Properties.NumberOfBrokerNodes'),
      instanceType: string('Instance type', '.Properties.BrokerNodeGroupInfo.InstanceType'),
      created: time('Created', '.Properties.CreationTime'),
      tags,
    },
    relations: { account },
  },
});
