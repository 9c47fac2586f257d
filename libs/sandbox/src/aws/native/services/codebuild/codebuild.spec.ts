import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  ListProjectsCommand,
  paginateListBuilds,
} from '@aws-sdk/client-codebuild';
import { describe, expect } from 'vitest';
import { refusal } from '../../../fixtures/aws-test.js';
import { nativeTest, put } from '../../../fixtures/native-test.js';
import type { SandboxAws } from '../../../sandbox-aws.js';

const buildId = (number: number) => `shop:build-${String(number).padStart(3, '0')}`;

function putBuilds(aws: SandboxAws, count: number): void {
  put(aws, 'AWS::CodeBuild::Project', { Name: 'shop', Arn: 'arn:aws:codebuild:eu-west-1:123456789012:project/shop' });
  for (let number = 1; number <= count; number++) {
    const StartTime = new Date(Date.UTC(2026, 0, 2) - number * 60_000).toISOString();
    put(aws, 'AWS::CodeBuild::BuildRun', {
      Id: buildId(number),
      ProjectName: 'shop',
      BuildNumber: 200 - number,
      StartTime,
    });
  }
}

describe('CodeBuild', () => {
  nativeTest('tells projects with dates, by name or ARN, and which it does not find', async ({ aws, config }) => {
    const Arn = 'arn:aws:codebuild:eu-west-1:123456789012:project/shop';
    const Created = '2024-02-01T10:00:00.500Z';
    put(aws, 'AWS::CodeBuild::Project', { Name: 'shop', Arn, Created, Source: { type: 'GITHUB' } });
    const codebuild = new CodeBuildClient(config);

    const listed = await codebuild.send(new ListProjectsCommand({}));
    const { projects, projectsNotFound } = await codebuild.send(
      new BatchGetProjectsCommand({ names: ['shop', Arn, 'other'] }),
    );

    const shop = { name: 'shop', arn: Arn, created: new Date(Created), source: { type: 'GITHUB' } };
    expect(listed).toMatchObject({ projects: ['shop'] });
    expect([projects, projectsNotFound]).toEqual([[shop, shop], ['other']]);
  });

  nativeTest(
    'lists builds by their ids, a hundred a page, and those of a project by their numbers',
    async ({ aws, config }) => {
      putBuilds(aws, 150);
      const client = new CodeBuildClient(config);
      const ascending = Array.from({ length: 150 }, (_, index) => buildId(index + 1));
      const descending = [...ascending].reverse();

      const pages: string[][] = [];
      for await (const { ids = [] } of paginateListBuilds({ client }, { sortOrder: 'DESCENDING' })) pages.push(ids);
      const { ids: first } = await client.send(new ListBuildsCommand({ sortOrder: 'ASCENDING' }));
      const { ids: newest } = await client.send(new ListBuildsForProjectCommand({ projectName: 'shop' }));

      expect(pages).toEqual([descending.slice(0, 100), descending.slice(100)]);
      expect(first).toEqual(ascending.slice(0, 100));
      expect(newest).toEqual(ascending.slice(0, 100));
    },
  );

  nativeTest('tells builds, and which it does not find', async ({ aws, config }) => {
    putBuilds(aws, 1);
    const ids = [buildId(1), 'shop:other'];

    const { builds, buildsNotFound } = await new CodeBuildClient(config).send(new BatchGetBuildsCommand({ ids }));

    const startTime = new Date('2026-01-01T23:59:00Z');
    expect([builds, buildsNotFound]).toEqual([
      [{ id: buildId(1), projectName: 'shop', buildNumber: 199, startTime }],
      ['shop:other'],
    ]);
  });

  nativeTest('refuses in its own words', async ({ aws, config }) => {
    putBuilds(aws, 101);
    const codebuild = new CodeBuildClient(config);
    const names = Array.from({ length: 101 }, (_, index) => `project-${index}`);
    const { nextToken } = await codebuild.send(new ListBuildsCommand({ sortOrder: 'DESCENDING' }));

    for (const call of [
      codebuild.send(new BatchGetProjectsCommand({ names })),
      codebuild.send(new BatchGetProjectsCommand({ names: [] })),
      codebuild.send(new BatchGetBuildsCommand({ ids: names })),
      codebuild.send(new ListProjectsCommand({ nextToken: 'made-up' })),
      codebuild.send(new ListBuildsCommand({ nextToken: 'made-up' })),
      codebuild.send(new ListBuildsCommand({ sortOrder: 'ASCENDING', nextToken })),
      codebuild.send(new ListBuildsForProjectCommand({ projectName: 'shop', sortOrder: 'DESCENDING' })),
    ]) {
      expect((await refusal(call)).code).toBe('InvalidInputException');
    }
  });
});
