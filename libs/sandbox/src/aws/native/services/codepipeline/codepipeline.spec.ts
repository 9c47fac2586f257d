import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  paginateListPipelineExecutions,
} from '@aws-sdk/client-codepipeline';
import { describe, expect } from 'vitest';
import { refusal } from '../../../fixtures/aws-test.js';
import { nativeTest, put, tags } from '../../../fixtures/native-test.js';
import type { SandboxAws } from '../../../sandbox-aws.js';

const pipelineName = 'shop';
const arn = `arn:aws:codepipeline:eu-west-1:123456789012:${pipelineName}`;
const created = new Date('2024-02-01T10:00:00Z');
const hour = (number: number) => new Date(Date.UTC(2026, 0, 1, number));
const executionId = (number: number) => `execution-${String(number).padStart(3, '0')}`;

const build = {
  Name: 'Build',
  ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' },
  Configuration: { ProjectName: 'shop-build' },
  RunOrder: 1,
};

function putPipeline(aws: SandboxAws): void {
  put(aws, 'AWS::CodePipeline::Pipeline', {
    Name: pipelineName,
    Arn: arn,
    RoleArn: 'arn:aws:iam::123456789012:role/shop',
    Stages: [{ Name: 'Build', Actions: [build] }],
    PipelineType: 'V2',
    ExecutionMode: 'QUEUED',
    Version: '3',
    Tags: tags,
  });
}

/** One in each hour; each ran one action. */
function putExecutions(aws: SandboxAws, count: number): void {
  putPipeline(aws);
  for (let number = 1; number <= count; number++) {
    const StartTime = hour(number).toISOString();
    const common = { PipelineName: pipelineName, PipelineExecutionId: executionId(number), Status: 'Succeeded' };
    const SourceRevisions = [{ actionName: 'Checkout', revisionId: 'abc' }];
    const execution = { ...common, PipelineVersion: 3, StartTime, SourceRevisions };
    put(aws, 'AWS::CodePipeline::PipelineExecution', execution);
    put(aws, 'AWS::CodePipeline::ActionExecution', { ...common, ActionExecutionId: `action-${number}`, StartTime });
  }
}

describe('CodePipeline', () => {
  nativeTest('tells a pipeline with its stages, settings as they were written', async ({ aws, config }) => {
    putPipeline(aws);
    const codepipeline = new CodePipelineClient(config);

    const { pipelines } = await codepipeline.send(new ListPipelinesCommand({}));
    const { pipeline, metadata } = await codepipeline.send(new GetPipelineCommand({ name: pipelineName }));

    const common = { name: pipelineName, version: 3, pipelineType: 'V2', executionMode: 'QUEUED' };
    expect(pipelines).toEqual([{ ...common, created, updated: created }]);
    expect(metadata).toEqual({ pipelineArn: arn, created, updated: created });
    expect(pipeline).toEqual({
      ...common,
      roleArn: 'arn:aws:iam::123456789012:role/shop',
      stages: [
        {
          name: 'Build',
          actions: [
            {
              name: 'Build',
              actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
              configuration: { ProjectName: 'shop-build' },
              runOrder: 1,
            },
          ],
        },
      ],
    });
  });

  nativeTest('tells the tags of a pipeline by ARN', async ({ aws, config }) => {
    putPipeline(aws);
    const codepipeline = new CodePipelineClient(config);
    const tagsAt = async (resourceArn: string) =>
      (await codepipeline.send(new ListTagsForResourceCommand({ resourceArn }))).tags;

    expect(await tagsAt(arn)).toEqual([{ key: 'team', value: 'a & b' }]);
    expect((await refusal(tagsAt(`${arn}-none`))).code).toBe('ResourceNotFoundException');
    expect((await refusal(tagsAt('arn:aws:sqs:eu-west-1:123456789012:shop'))).code).toBe('InvalidArnException');
  });

  nativeTest('tells executions, the newest first, and more of each', async ({ aws, config }) => {
    putExecutions(aws, 2);
    const codepipeline = new CodePipelineClient(config);

    const { pipelineExecutionSummaries } = await codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName }));
    const { pipelineExecution } = await codepipeline.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: executionId(2) }),
    );

    const summary = (number: number) => ({
      pipelineExecutionId: executionId(number),
      status: 'Succeeded',
      startTime: hour(number),
      sourceRevisions: [{ actionName: 'Checkout', revisionId: 'abc' }],
    });
    expect(pipelineExecutionSummaries).toEqual([summary(2), summary(1)]);
    expect(pipelineExecution).toEqual({
      pipelineName,
      pipelineVersion: 3,
      pipelineExecutionId: executionId(2),
      status: 'Succeeded',
      artifactRevisions: [],
    });
  });

  nativeTest('tells the actions that ran, of all executions or of one', async ({ aws, config }) => {
    putExecutions(aws, 2);
    const codepipeline = new CodePipelineClient(config);
    const ran = async (filter?: { pipelineExecutionId: string }) => {
      const answer = await codepipeline.send(new ListActionExecutionsCommand({ pipelineName, filter }));
      return answer.actionExecutionDetails?.map(({ actionExecutionId }) => actionExecutionId);
    };

    expect(await ran()).toEqual(['action-2', 'action-1']);
    expect(await ran({ pipelineExecutionId: executionId(1) })).toEqual(['action-1']);
    expect((await refusal(ran({ pipelineExecutionId: 'none' }))).code).toBe('PipelineExecutionNotFoundException');
  });

  nativeTest('gives pages, whose tokens belong to their listing', async ({ aws, config }) => {
    putExecutions(aws, 5);
    const client = new CodePipelineClient(config);
    const pages: unknown[] = [];
    const paginator = paginateListPipelineExecutions({ client, pageSize: 2 }, { pipelineName });
    for await (const page of paginator) {
      pages.push(page.pipelineExecutionSummaries?.map(({ pipelineExecutionId: id }) => id));
    }
    const { nextToken } = await client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 }));

    const elsewhere = client.send(new ListActionExecutionsCommand({ pipelineName, nextToken }));

    expect(pages).toEqual([[5, 4].map(executionId), [3, 2].map(executionId), [executionId(1)]]);
    expect((await refusal(elsewhere)).code).toBe('InvalidNextTokenException');
  });

  nativeTest('refuses in its own words', async ({ aws, config }) => {
    putPipeline(aws);
    const codepipeline = new CodePipelineClient(config);
    const codes = [
      new GetPipelineCommand({ name: pipelineName, version: 2 }),
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId: 'none' }),
      new GetPipelineExecutionCommand({ pipelineName: 'none', pipelineExecutionId: 'none' }),
      new ListPipelineExecutionsCommand({ pipelineName: 'none' }),
      new ListActionExecutionsCommand({ pipelineName: 'none' }),
      new ListPipelineExecutionsCommand({ pipelineName, maxResults: 101 }),
      new ListPipelinesCommand({ maxResults: 1001 }),
    ].map(async (command) => (await refusal(codepipeline.send(command as GetPipelineCommand))).code);

    expect(await Promise.all(codes)).toEqual([
      'PipelineVersionNotFoundException',
      'PipelineExecutionNotFoundException',
      'PipelineNotFoundException',
      'PipelineNotFoundException',
      'PipelineNotFoundException',
      'ValidationException',
      'ValidationException',
    ]);
  });
});
