import { defineKind } from '../define-kind.js';
import { account, array, region, string, tags, time } from '../fields.js';

export const mskServerlessCluster = defineKind({
  type: 'AWS::MSK::ServerlessCluster',
  title: 'MSK Serverless cluster',
  source: 'native',
  native: {
    service: 'kafka',
    list: {
      operation: 'ListClustersV2',
      input: { ClusterTypeFilter: 'SERVERLESS', MaxResults: 100 },
      items: 'ClusterInfoList[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [{ name: 'ListMskServerlessClustersAction' }],
    identifier: '{ClusterArn}',
    read: { operation: 'DescribeClusterV2', input: { ClusterArn: '{ClusterArn}' }, items: 'ClusterInfo' },
  },
  blueprint: 'mskServerlessCluster',
  entity: {
    identifier: '.Properties.ClusterArn',
    title: '.Properties.ClusterName',
    properties: {
      arn: string('ARN', '.Properties.ClusterArn'),
      region,
      state: string('State', '.Properties.State'),
      vpcConfigs: array('VPC configurations', '.Properties.Serverless.VpcConfigs'),
      created: time('Created', '.Properties.CreationTime'),
      tags,
    },
    relations: { account },
  },
});
