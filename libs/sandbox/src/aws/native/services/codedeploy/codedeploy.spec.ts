import {
  BatchGetApplicationsCommand,
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  GetDeploymentCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  type ListDeploymentsCommandInput,
  ListDeploymentTargetsCommand,
  ListTagsForResourceCommand,
  paginateListDeployments,
} from '@aws-sdk/client-codedeploy';
import { describe, expect } from 'vitest';
import { refusal } from '../../../fixtures/aws-test.js';
import { nativeTest, put, tags } from '../../../fixtures/native-test.js';
import type { SandboxAws } from '../../../sandbox-aws.js';

const application = 'shop';
const deploymentId = (number: number) => `d-${String(number).padStart(9, '0')}`;
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const ids = (count: number) => Array.from({ length: count }, (_, index) => deploymentId(index + 1));

function putGroups(aws: SandboxAws): void {
  put(aws, 'AWS::CodeDeploy::Application', { ApplicationName: application, ComputePlatform: 'ECS', Tags: tags });
  for (const DeploymentGroupName of ['canary', 'production']) {
    put(aws, 'AWS::CodeDeploy::DeploymentGroup', {
      ApplicationName: application,
      DeploymentGroupName,
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ECSServices: [{ ServiceName: 'api', ClusterName: 'main' }],
      Ec2TagFilters: [{ Key: 'team', Value: 'a', Type: 'KEY_AND_VALUE' }],
      Tags: tags,
    });
  }
}

/** One on each day of January, the last of which failed. */
function putDeployments(aws: SandboxAws, count: number): void {
  putGroups(aws);
  for (let number = 1; number <= count; number++) {
    put(aws, 'AWS::CodeDeploy::Deployment', {
      DeploymentId: deploymentId(number),
      ApplicationName: application,
      DeploymentGroupName: 'production',
      Status: number === count ? 'Failed' : 'Succeeded',
      CreateTime: day(number).toISOString(),
      StartTime: day(number).toISOString(),
      CompleteTime: day(number + 1).toISOString(),
    });
  }
}

function putTargets(aws: SandboxAws, count: number): void {
  putDeployments(aws, 1);
  for (const TargetId of ids(count)) {
    put(aws, 'AWS::CodeDeploy::DeploymentTarget', {
      DeploymentId: deploymentId(1),
      TargetId,
      DeploymentTargetType: 'ECSTarget',
      EcsTarget: { targetId: TargetId, lastUpdatedAt: day(1).toISOString() },
    });
  }
}

describe('CodeDeploy', () => {
  nativeTest('tells applications and their groups, with their last deployments', async ({ aws, config }) => {
    putDeployments(aws, 3);
    const codedeploy = new CodeDeployClient(config);

    const { applications } = await codedeploy.send(new ListApplicationsCommand({}));
    const { applicationsInfo } = await codedeploy.send(
      new BatchGetApplicationsCommand({ applicationNames: [application] }),
    );
    const { deploymentGroups } = await codedeploy.send(
      new ListDeploymentGroupsCommand({ applicationName: application }),
    );
    const { deploymentGroupsInfo = [], errorMessage } = await codedeploy.send(
      new BatchGetDeploymentGroupsCommand({ applicationName: application, deploymentGroupNames: ['production', 'x'] }),
    );

    const [applicationId, deploymentGroupId] = [expect.stringMatching(/^[0-9a-f-]{36}$/), expect.any(String)];
    expect([applications, deploymentGroups]).toEqual([[application], ['canary', 'production']]);
    expect(applicationsInfo).toEqual([
      {
        applicationId,
        applicationName: application,
        computePlatform: 'ECS',
        createTime: new Date('2024-02-01T10:00:00Z'),
        linkedToGitHub: false,
      },
    ]);
    expect(errorMessage).toBe('No deployment group found for name: x');
    expect(deploymentGroupsInfo).toEqual([
      {
        applicationName: application,
        deploymentGroupId,
        deploymentGroupName: 'production',
        computePlatform: 'ECS',
        deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        ecsServices: [{ serviceName: 'api', clusterName: 'main' }],
        ec2TagFilters: [{ Key: 'team', Value: 'a', Type: 'KEY_AND_VALUE' }],
        onPremisesInstanceTagFilters: [],
        autoScalingGroups: [],
        triggerConfigurations: [],
        lastAttemptedDeployment: {
          deploymentId: deploymentId(3),
          status: 'Failed',
          createTime: day(3),
          endTime: day(4),
        },
        lastSuccessfulDeployment: {
          deploymentId: deploymentId(2),
          status: 'Succeeded',
          createTime: day(2),
          endTime: day(3),
        },
      },
    ]);
  });

  nativeTest('tells the tags of an application and of a group by ARN', async ({ aws, config }) => {
    putGroups(aws);
    const codedeploy = new CodeDeployClient(config);
    const tagsAt = async (name: string) => {
      const ResourceArn = `arn:aws:codedeploy:eu-west-1:123456789012:${name}`;
      return (await codedeploy.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    };

    expect([await tagsAt('application:shop'), await tagsAt('deploymentgroup:shop/canary')]).toEqual([tags, tags]);
    expect((await refusal(tagsAt('application:none'))).code).toBe('InvalidArnException');
    expect((await refusal(tagsAt('deploymentconfig:none'))).code).toBe('ArnNotSupportedException');
  });

  nativeTest('lists the deployments of a time, of a group and of a status', async ({ aws, config }) => {
    putDeployments(aws, 20);
    const codedeploy = new CodeDeployClient(config);
    const listed = async (input: ListDeploymentsCommandInput) =>
      (await codedeploy.send(new ListDeploymentsCommand(input))).deployments;
    const group = { applicationName: application, deploymentGroupName: 'production' };

    expect(await listed({ createTimeRange: { start: day(18) } })).toEqual(ids(20).slice(17));
    expect(await listed({ createTimeRange: { start: day(2), end: day(3) } })).toEqual(ids(3).slice(1));
    expect(await listed({ ...group, includeOnlyStatuses: ['Failed'] })).toEqual([deploymentId(20)]);
    expect(await listed({ ...group, deploymentGroupName: 'canary' })).toEqual([]);
  });

  nativeTest('tells deployments, one by one and by the batch', async ({ aws, config }) => {
    putDeployments(aws, 2);
    const codedeploy = new CodeDeployClient(config);

    const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId: deploymentId(1) }));
    const { deploymentsInfo } = await codedeploy.send(
      new BatchGetDeploymentsCommand({ deploymentIds: [deploymentId(1), 'd-none'] }),
    );

    expect(deploymentInfo).toEqual({
      deploymentId: deploymentId(1),
      applicationName: application,
      deploymentGroupName: 'production',
      status: 'Succeeded',
      createTime: day(1),
      startTime: day(1),
      completeTime: day(2),
    });
    expect(deploymentsInfo).toEqual([deploymentInfo]);
  });

  nativeTest('tells the targets of a deployment that has begun', async ({ aws, config }) => {
    putTargets(aws, 2);
    put(aws, 'AWS::CodeDeploy::Deployment', { DeploymentId: 'd-early', Status: 'Queued' });
    const codedeploy = new CodeDeployClient(config);
    const listed = (id: string) => codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId: id }));

    const { targetIds } = await listed(deploymentId(1));
    const { deploymentTargets } = await codedeploy.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId: deploymentId(1), targetIds }),
    );

    expect(targetIds).toEqual(ids(2));
    expect(deploymentTargets).toEqual(
      ids(2).map((targetId) => ({
        deploymentTargetType: 'ECSTarget',
        ecsTarget: { targetId, lastUpdatedAt: day(1) },
      })),
    );
    expect((await refusal(listed('d-early'))).code).toBe('DeploymentNotStartedException');
    expect((await refusal(listed('d-none'))).code).toBe('DeploymentDoesNotExistException');
  });

  nativeTest('gives pages of a hundred, whose tokens belong to their listing', async ({ aws, config }) => {
    putDeployments(aws, 150);
    const client = new CodeDeployClient(config);
    const pages: number[] = [];
    for await (const { deployments = [] } of paginateListDeployments({ client }, {})) pages.push(deployments.length);
    const { nextToken } = await client.send(new ListDeploymentsCommand({}));

    const elsewhere = client.send(new ListDeploymentsCommand({ includeOnlyStatuses: ['Failed'], nextToken }));

    expect(pages).toEqual([100, 50]);
    expect((await refusal(elsewhere)).code).toBe('InvalidNextTokenException');
  });

  nativeTest('refuses batches that are empty, too big or name what is not there', async ({ aws, config }) => {
    putTargets(aws, 1);
    const codedeploy = new CodeDeployClient(config);
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    const applications = (names: string[]) =>
      code(codedeploy.send(new BatchGetApplicationsCommand({ applicationNames: names })));
    const groups = (names: string[]) =>
      code(
        codedeploy.send(
          new BatchGetDeploymentGroupsCommand({ applicationName: application, deploymentGroupNames: names }),
        ),
      );
    const deployments = (deploymentIds: string[]) =>
      code(codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds })));
    const targets = (targetIds: string[]) =>
      code(codedeploy.send(new BatchGetDeploymentTargetsCommand({ deploymentId: deploymentId(1), targetIds })));

    expect([await applications([]), await applications(ids(101)), await applications([application, 'none'])]).toEqual([
      'ApplicationNameRequiredException',
      'BatchLimitExceededException',
      'ApplicationDoesNotExistException',
    ]);
    expect([await groups([]), await groups(ids(101))]).toEqual([
      'DeploymentGroupNameRequiredException',
      'BatchLimitExceededException',
    ]);
    expect([await deployments([]), await deployments(ids(26))]).toEqual([
      'DeploymentIdRequiredException',
      'BatchLimitExceededException',
    ]);
    expect([await targets([]), await targets(ids(26)), await targets(['none'])]).toEqual([
      'DeploymentTargetIdRequiredException',
      'DeploymentTargetListSizeExceededException',
      'DeploymentTargetDoesNotExistException',
    ]);
  });

  nativeTest('refuses to list deployments by half a group or a time that runs backwards', async ({ aws, config }) => {
    putGroups(aws);
    const codedeploy = new CodeDeployClient(config);
    const codeOf = async (input: ListDeploymentsCommandInput) =>
      (await refusal(codedeploy.send(new ListDeploymentsCommand(input)))).code;

    expect(await codeOf({ applicationName: application })).toBe('DeploymentGroupNameRequiredException');
    expect(await codeOf({ deploymentGroupName: 'canary' })).toBe('ApplicationNameRequiredException');
    expect(await codeOf({ applicationName: application, deploymentGroupName: 'x' })).toBe(
      'DeploymentGroupDoesNotExistException',
    );
    expect(await codeOf({ createTimeRange: { start: day(2), end: day(1) } })).toBe('InvalidTimeRangeException');
  });
});
