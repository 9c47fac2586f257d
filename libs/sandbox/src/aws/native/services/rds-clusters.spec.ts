import { DescribeDBClustersCommand, ListTagsForResourceCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect } from 'vitest';
import { refusal } from '../../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION, tags } from '../../fixtures/native-test.js';

const DBClusterArn = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:orders`;

describe('DB clusters of RDS', () => {
  nativeTest('are told with their endpoints, zones, groups and tags', async ({ aws, config }) => {
    put(aws, 'AWS::RDS::DBCluster', {
      DBClusterIdentifier: 'orders',
      DBClusterArn,
      DBClusterResourceId: 'cluster-ABC',
      Engine: 'aurora-postgresql',
      Endpoint: { Address: 'orders.cluster-c1.example.com', Port: '5432' },
      ReadEndpoint: { Address: 'orders.cluster-ro-c1.example.com' },
      Port: 5432,
      AvailabilityZones: [`${REGION}a`, `${REGION}b`],
      VpcSecurityGroupIds: ['sg-1'],
      EnableCloudwatchLogsExports: ['postgresql'],
      EnableIAMDatabaseAuthentication: true,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
      Tags: tags,
    });

    const { DBClusters } = await new RDSClient(config).send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: 'orders' }),
    );

    expect(DBClusters).toEqual([
      {
        DBClusterIdentifier: 'orders',
        DBClusterArn,
        DbClusterResourceId: 'cluster-ABC',
        Engine: 'aurora-postgresql',
        Endpoint: 'orders.cluster-c1.example.com',
        ReaderEndpoint: 'orders.cluster-ro-c1.example.com',
        Port: 5432,
        MultiAZ: true,
        AvailabilityZones: [`${REGION}a`, `${REGION}b`],
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
        EnabledCloudwatchLogsExports: ['postgresql'],
        IAMDatabaseAuthenticationEnabled: true,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 },
        DBClusterMembers: [],
        Status: 'available',
        ClusterCreateTime: new Date('2024-02-01T10:00:00Z'),
        LatestRestorableTime: expect.any(Date),
        TagList: tags,
      },
    ]);
  });

  nativeTest('have tags by ARN, as instances have', async ({ aws, config }) => {
    const DBInstanceArn = `arn:aws:rds:${REGION}:${ACCOUNT}:db:orders`;
    put(aws, 'AWS::RDS::DBCluster', { DBClusterIdentifier: 'orders', DBClusterArn, Tags: tags });
    put(aws, 'AWS::RDS::DBInstance', { DBInstanceIdentifier: 'orders', DBInstanceArn, Tags: [] });
    const rds = new RDSClient(config);

    const told = [DBClusterArn, DBInstanceArn].map(async (ResourceName) => {
      const { TagList } = await rds.send(new ListTagsForResourceCommand({ ResourceName }));
      return TagList;
    });

    expect(await Promise.all(told)).toEqual([tags, []]);
  });

  nativeTest.for([
    [DBClusterArn, 'DBClusterNotFoundFault'],
    [`arn:aws:rds:${REGION}:${ACCOUNT}:db:none`, 'DBInstanceNotFoundFault'],
    [`arn:aws:rds:${REGION}:${ACCOUNT}:og:none`, 'InvalidParameterValue'],
    [`arn:aws:rds:us-east-1:${ACCOUNT}:cluster:orders`, 'InvalidParameterValue'],
  ] as const)('answer for the tags of %s with %s', async ([ResourceName, code], { config }) => {
    const asked = new RDSClient(config).send(new ListTagsForResourceCommand({ ResourceName }));

    expect((await refusal(asked)).code).toBe(code);
  });

  nativeTest.for([19, 101])('come in no pages of %i', async (MaxRecords, { config }) => {
    const asked = new RDSClient(config).send(new DescribeDBClustersCommand({ MaxRecords }));

    expect((await refusal(asked)).code).toBe('InvalidParameterValue');
  });
});
