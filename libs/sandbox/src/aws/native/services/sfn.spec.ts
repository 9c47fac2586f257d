import {
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { describe, expect } from 'vitest';
import { refusal } from '../../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION, tags } from '../../fixtures/native-test.js';

const TYPE = 'AWS::StepFunctions::StateMachine';
const arnOf = (name: string) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`;
const ARN = arnOf('pay');
const CREATED = new Date('2024-02-01T10:00:00Z');

const machine = {
  Arn: ARN,
  StateMachineName: 'pay',
  StateMachineType: 'EXPRESS',
  RoleArn: 'arn:aws:iam::123456789012:role/pay',
  DefinitionString: '{"StartAt":"Pay"}',
  LoggingConfiguration: { Level: 'ALL', Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'group' } }] },
  TracingConfiguration: { Enabled: true },
  Tags: tags,
};

const told = { stateMachineArn: ARN, name: 'pay', type: 'EXPRESS', creationDate: CREATED };
const described = {
  ...told,
  status: 'ACTIVE',
  roleArn: machine.RoleArn,
  loggingConfiguration: { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'group' } }] },
  tracingConfiguration: { enabled: true },
};

describe('Step Functions', () => {
  nativeTest('tells state machines, and more of each', async ({ aws, config }) => {
    put(aws, TYPE, machine);
    const sfn = new SFNClient(config);

    const { stateMachines } = await sfn.send(new ListStateMachinesCommand({}));
    const { $metadata: _, ...one } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: ARN }));

    expect(stateMachines).toEqual([told]);
    expect(one).toEqual({ ...described, definition: machine.DefinitionString });
  });

  nativeTest('keeps the definition where only metadata is asked for', async ({ aws, config }) => {
    put(aws, TYPE, machine);
    const asked = new DescribeStateMachineCommand({ stateMachineArn: ARN, includedData: 'METADATA_ONLY' });

    const { $metadata: _, ...one } = await new SFNClient(config).send(asked);

    expect(one).toEqual({ ...described, definition: '{}' });
  });

  nativeTest('has a hundred on a page, and as many when none is asked for', async ({ aws, config }) => {
    for (let number = 0; number < 101; number++) put(aws, TYPE, { ...machine, Arn: arnOf(`pay-${number}`) });
    const pageOf = async (maxResults?: number) => {
      const { stateMachines } = await new SFNClient(config).send(new ListStateMachinesCommand({ maxResults }));
      return stateMachines?.length;
    };

    expect([await pageOf(), await pageOf(0), await pageOf(7), await pageOf(1000)]).toEqual([100, 100, 7, 101]);
  });

  nativeTest('tells tags by ARN', async ({ aws, config }) => {
    put(aws, TYPE, machine);

    const answer = await new SFNClient(config).send(new ListTagsForResourceCommand({ resourceArn: ARN }));

    expect(answer.tags).toEqual([{ key: 'team', value: 'a & b' }]);
  });

  nativeTest('refuses in its own words', async ({ config }) => {
    const codes = [
      new DescribeStateMachineCommand({ stateMachineArn: ARN }),
      new DescribeStateMachineCommand({ stateMachineArn: 'pay' }),
      new ListTagsForResourceCommand({ resourceArn: ARN }),
      new ListTagsForResourceCommand({ resourceArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pay` }),
      new ListStateMachinesCommand({ maxResults: 1001 }),
      new ListStateMachinesCommand({ maxResults: -1 }),
      new ListStateMachinesCommand({ nextToken: 'made-up' }),
    ].map(async (command) => (await refusal(new SFNClient(config).send(command as ListStateMachinesCommand))).code);

    expect(await Promise.all(codes)).toEqual([
      'StateMachineDoesNotExist',
      'InvalidArn',
      'ResourceNotFound',
      'InvalidArn',
      'ValidationException',
      'ValidationException',
      'InvalidToken',
    ]);
  });
});
