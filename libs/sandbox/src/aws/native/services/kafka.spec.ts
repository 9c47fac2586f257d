import {
  DescribeClusterCommand,
  DescribeClusterV2Command,
  KafkaClient,
  ListClustersCommand,
  ListClustersV2Command,
} from '@aws-sdk/client-kafka';
import { describe, expect } from 'vitest';
import { refusal } from '../../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION } from '../../fixtures/native-test.js';
import type { SandboxAws } from '../../sandbox-aws.js';

const arn = (name: string) => `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/${name}/0a1b2c3d-1`;
const TAGS = { team: 'a & b' };

function putClusters(aws: SandboxAws): void {
  put(aws, 'AWS::MSK::Cluster', {
    Arn: arn('orders'),
    ClusterName: 'orders',
    KafkaVersion: '3.8.x',
    ConfigurationInfo: { Arn: 'arn:aws:kafka:configuration', Revision: 2 },
    NumberOfBrokerNodes: 2,
    BrokerNodeGroupInfo: {
      ClientSubnets: ['subnet-1'],
      InstanceType: 'kafka.t3.small',
      StorageInfo: { EBSStorageInfo: { VolumeSize: 100 } },
    },
    Tags: TAGS,
  });
  put(aws, 'AWS::MSK::ServerlessCluster', {
    Arn: arn('audit'),
    ClusterName: 'audit',
    VpcConfigs: [{ SubnetIds: ['subnet-1'], SecurityGroups: ['sg-1'] }],
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
  });
}

const common = {
  CreationTime: new Date('2024-02-01T10:00:00Z'),
  CurrentVersion: 'K3AEGXETSR30VB',
  State: 'ACTIVE',
};

const settings = {
  NumberOfBrokerNodes: 2,
  BrokerNodeGroupInfo: {
    ClientSubnets: ['subnet-1'],
    InstanceType: 'kafka.t3.small',
    StorageInfo: { EbsStorageInfo: { VolumeSize: 100 } },
  },
  CurrentBrokerSoftwareInfo: {
    KafkaVersion: '3.8.x',
    ConfigurationArn: 'arn:aws:kafka:configuration',
    ConfigurationRevision: 2,
  },
};

const orders = { ...common, ClusterArn: arn('orders'), ClusterName: 'orders', Tags: TAGS };
const audit = {
  ...common,
  ClusterArn: arn('audit'),
  ClusterName: 'audit',
  Tags: {},
  ClusterType: 'SERVERLESS',
  Serverless: {
    VpcConfigs: [{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }],
    ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
  },
};

describe('the first version of the API of MSK', () => {
  nativeTest('tells provisioned clusters only', async ({ aws, config }) => {
    putClusters(aws);
    const kafka = new KafkaClient(config);

    const { ClusterInfoList } = await kafka.send(new ListClustersCommand({}));
    const { ClusterInfo } = await kafka.send(new DescribeClusterCommand({ ClusterArn: arn('orders') }));
    const serverless = kafka.send(new DescribeClusterCommand({ ClusterArn: arn('audit') }));

    expect(ClusterInfoList).toEqual([{ ...orders, ...settings }]);
    expect(ClusterInfo).toEqual(ClusterInfoList?.[0]);
    expect((await refusal(serverless)).code).toBe('NotFoundException');
  });
});

describe('the second version of the API of MSK', () => {
  nativeTest('tells all clusters, or those of one type', async ({ aws, config }) => {
    putClusters(aws);
    const kafka = new KafkaClient(config);
    const listed = async (input: { ClusterTypeFilter?: string; ClusterNameFilter?: string }) =>
      (await kafka.send(new ListClustersV2Command(input))).ClusterInfoList;

    expect(await listed({})).toEqual([audit, { ...orders, ClusterType: 'PROVISIONED', Provisioned: settings }]);
    expect(await listed({ ClusterTypeFilter: 'SERVERLESS' })).toEqual([audit]);
    expect((await listed({ ClusterNameFilter: 'ord' }))?.map(({ ClusterName }) => ClusterName)).toEqual(['orders']);
  });

  nativeTest('tells one cluster of either type', async ({ aws, config }) => {
    putClusters(aws);

    const { ClusterInfo } = await new KafkaClient(config).send(
      new DescribeClusterV2Command({ ClusterArn: arn('audit') }),
    );

    expect(ClusterInfo).toEqual(audit);
  });

  nativeTest('takes no token of another listing', async ({ aws, config }) => {
    putClusters(aws);
    const kafka = new KafkaClient(config);
    const { NextToken } = await kafka.send(new ListClustersV2Command({ MaxResults: 1 }));

    const elsewhere = kafka.send(new ListClustersV2Command({ ClusterTypeFilter: 'PROVISIONED', NextToken }));

    expect(NextToken).toEqual(expect.any(String));
    expect((await refusal(elsewhere)).code).toBe('BadRequestException');
  });

  nativeTest.for([{ MaxResults: 0 }, { MaxResults: 101 }, { ClusterTypeFilter: 'ANY' }])(
    'refuses %j',
    async (input, { config }) => {
      const asked = new KafkaClient(config).send(new ListClustersV2Command(input));

      expect((await refusal(asked)).code).toBe('BadRequestException');
    },
  );
});
