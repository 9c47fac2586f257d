import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect } from 'vitest';
import { refusal } from '../../../fixtures/aws-test.js';
import { nativeTest, put, tags } from '../../../fixtures/native-test.js';
import type { SandboxAws } from '../../../sandbox-aws.js';

const arnOf = (name: string) => `arn:aws:ecs:eu-west-1:123456789012:${name}`;
const created = new Date('2024-02-01T10:00:00Z');
const deployer = 'arn:aws:iam::123456789012:role/deployer';

function putService(aws: SandboxAws, cluster: string, name: string): void {
  put(aws, 'AWS::ECS::Cluster', { ClusterName: cluster, Arn: arnOf(`cluster/${cluster}`) });
  put(aws, 'AWS::ECS::Service', {
    ServiceArn: arnOf(`service/${cluster}/${name}`),
    Cluster: arnOf(`cluster/${cluster}`),
    ServiceName: name,
    Name: name,
    TaskDefinition: arnOf('task-definition/api:2'),
    DesiredCount: 2,
    LaunchType: 'FARGATE',
    Role: 'arn:aws:iam::123456789012:role/ecs',
    EnableECSManagedTags: true,
    Tags: tags,
  });
}

function putRevision(aws: SandboxAws, revision: number): void {
  put(aws, 'AWS::ECS::TaskDefinition', {
    TaskDefinitionArn: arnOf(`task-definition/api:${revision}`),
    Family: 'api',
    ContainerDefinitions: [{ Name: 'api', DockerLabels: { Team: 'a' }, Environment: [{ Name: 'A', Value: 'b' }] }],
    Tags: tags,
  });
}

describe('a service of ECS', () => {
  nativeTest('is told with its deployment, by name or ARN, and with tags when asked', async ({ aws, config }) => {
    putService(aws, 'main', 'api');
    const ecs = new ECSClient(config);
    const told = async (service: string, include?: ['TAGS']) => {
      const input = { cluster: 'main', services: [service], include };
      return (await ecs.send(new DescribeServicesCommand(input))).services;
    };
    const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
    const runs = { taskDefinition: arnOf('task-definition/api:2'), launchType: 'FARGATE', ...counts };

    const byName = await told('api');

    expect(byName).toEqual([
      {
        ...runs,
        serviceArn: arnOf('service/main/api'),
        serviceName: 'api',
        clusterArn: arnOf('cluster/main'),
        status: 'ACTIVE',
        roleArn: 'arn:aws:iam::123456789012:role/ecs',
        enableECSManagedTags: true,
        createdAt: created,
        createdBy: deployer,
        deployments: [
          {
            ...runs,
            id: expect.stringMatching(/^ecs-svc\/\d+$/),
            status: 'PRIMARY',
            failedTasks: 0,
            createdAt: created,
            updatedAt: created,
            rolloutState: 'COMPLETED',
          },
        ],
        events: [],
        loadBalancers: [],
        serviceRegistries: [],
        placementConstraints: [],
        placementStrategy: [],
      },
    ]);
    expect(await told(arnOf('service/main/api'))).toEqual(byName);
    expect(await told('api', ['TAGS'])).toEqual([{ ...byName?.[0], tags: [{ key: 'team', value: 'a & b' }] }]);
  });

  nativeTest('is not found in another cluster', async ({ aws, config }) => {
    putService(aws, 'main', 'api');
    putService(aws, 'other', 'web');
    const ask = new DescribeServicesCommand({ cluster: 'other', services: [arnOf('service/main/api'), 'api', 'web'] });

    const { services, failures } = await new ECSClient(config).send(ask);

    expect(services?.map(({ serviceName }) => serviceName)).toEqual(['web']);
    expect(failures).toEqual([
      { arn: arnOf('service/main/api'), reason: 'MISSING' },
      { arn: arnOf('service/other/api'), reason: 'MISSING' },
    ]);
  });

  nativeTest('is one of ten on a page', async ({ aws, config }) => {
    for (let number = 10; number < 22; number++) putService(aws, 'main', `api-${number}`);
    putService(aws, 'other', 'web');
    const ecs = new ECSClient(config);

    const first = await ecs.send(new ListServicesCommand({ cluster: 'main' }));
    const { nextToken } = first;
    const second = await ecs.send(new ListServicesCommand({ cluster: 'main', nextToken }));
    const elsewhere = ecs.send(new ListServicesCommand({ cluster: 'other', nextToken }));

    expect([first.serviceArns?.length, second.serviceArns, second.nextToken]).toEqual([
      10,
      [arnOf('service/main/api-20'), arnOf('service/main/api-21')],
      undefined,
    ]);
    expect((await refusal(elsewhere)).code).toBe('InvalidParameterException');
  });

  nativeTest('is asked for with nine others at most', async ({ aws, config }) => {
    putService(aws, 'main', 'api');
    const ecs = new ECSClient(config);
    const code = async (cluster: string, count: number) => {
      const services = Array.from({ length: count }, (_, index) => `api-${index}`);
      return (await refusal(ecs.send(new DescribeServicesCommand({ cluster, services })))).code;
    };

    expect([await code('main', 0), await code('main', 11), await code('none', 1)]).toEqual([
      'InvalidParameterException',
      'InvalidParameterException',
      'ClusterNotFoundException',
    ]);
  });
});

describe('a task definition', () => {
  nativeTest('is told by ARN, by revision and by family, labels as they were written', async ({ aws, config }) => {
    for (const revision of [9, 10]) putRevision(aws, revision);
    const ecs = new ECSClient(config);
    const told = (taskDefinition: string) =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));

    const { taskDefinition, tags: own } = await told('api:9');

    expect(own).toEqual([{ key: 'team', value: 'a & b' }]);
    expect(taskDefinition).toEqual({
      taskDefinitionArn: arnOf('task-definition/api:9'),
      family: 'api',
      revision: 9,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'api', dockerLabels: { Team: 'a' }, environment: [{ name: 'A', value: 'b' }] }],
      placementConstraints: [],
      volumes: [],
      compatibilities: ['EC2', 'FARGATE'],
      registeredAt: created,
      registeredBy: deployer,
    });
    expect((await told(arnOf('task-definition/api:9'))).taskDefinition).toEqual(taskDefinition);
    expect((await told('api')).taskDefinition?.revision).toBe(10);
    expect(await refusal(told('api:11'))).toEqual({
      code: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });

  nativeTest('is listed while it is active', async ({ aws, config }) => {
    for (const revision of [1, 2]) putRevision(aws, revision);
    const ecs = new ECSClient(config);
    const listed = async (input: { familyPrefix?: string; status?: 'ACTIVE' | 'INACTIVE' }) =>
      (await ecs.send(new ListTaskDefinitionsCommand(input))).taskDefinitionArns;

    expect(await listed({})).toEqual([arnOf('task-definition/api:1'), arnOf('task-definition/api:2')]);
    expect([await listed({ status: 'INACTIVE' }), await listed({ familyPrefix: 'web' })]).toEqual([[], []]);
  });
});
