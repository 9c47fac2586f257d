import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags, time } from '../fields.js';

/** The registry knows it without a list handler, so only Step Functions itself lists it. */
export const stepFunctionsStateMachine = defineKind({
  type: 'AWS::StepFunctions::StateMachine',
  title: 'Step Functions state machine',
  source: 'native',
  native: {
    service: 'sfn',
    list: {
      operation: 'ListStateMachines',
      input: { maxResults: 1000 },
      items: 'stateMachines[]',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'ListStateMachinesAction' },
      {
        name: 'DescribeStateMachineAction',
        optional: true,
        operation: 'DescribeStateMachine',
        // Metadata is told without the key of a definition that is encrypted.
        input: { stateMachineArn: '{stateMachineArn}', includedData: 'METADATA_ONLY' },
        merge: [
          {
            Status: 'status',
            RoleArn: 'roleArn',
            LoggingConfiguration: 'loggingConfiguration',
            TracingConfiguration: 'tracingConfiguration',
            EncryptionConfiguration: 'encryptionConfiguration',
            StateMachineRevisionId: 'revisionId',
          },
        ],
      },
      {
        name: 'DescribeStateMachineDefinitionAction',
        optional: true,
        operation: 'DescribeStateMachine',
        input: { stateMachineArn: '{stateMachineArn}' },
        merge: [{ DefinitionString: 'definition' }],
      },
      {
        name: 'ListStateMachineTagsAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { resourceArn: '{stateMachineArn}' },
        merge: [{ Tags: 'tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{Arn}',
    read: {
      operation: 'DescribeStateMachine',
      input: { stateMachineArn: '{Arn}', includedData: 'METADATA_ONLY' },
      items: '',
    },
    goneWhen: { Status: ['DELETING'] },
    rename: { StateMachineArn: 'Arn', Name: 'StateMachineName', Type: 'StateMachineType' },
    recase: ['LoggingConfiguration', 'TracingConfiguration', 'EncryptionConfiguration'],
  },
  // Whoever writes a definition may write tokens and headers into it.
  redacted: ['DefinitionString'],
  blueprint: 'stepFunctionsStateMachine',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.StateMachineName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      type: string('Type', '.Properties.StateMachineType'),
      status: string('Status', '.Properties.Status'),
      role: string('Role', '.Properties.RoleArn'),
      logLevel: string('Log level', '.Properties.LoggingConfiguration.Level'),
      tracing: boolean('X-Ray tracing', '.Properties.TracingConfiguration.Enabled'),
      created: time('Created', '.Properties.CreationDate'),
      tags,
    },
    relations: { account },
  },
});
