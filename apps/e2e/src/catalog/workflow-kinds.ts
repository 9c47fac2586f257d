import { CREATED, each, picked, smallTags, text, type Expectations } from './expectation.js';

export const workflowKinds: Expectations = {
  'AWS::StepFunctions::StateMachine': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'StateMachineName'),
    properties: {
      ...picked(p, { arn: 'Arn', type: 'StateMachineType', role: 'RoleArn' }),
      ...picked(p, { logLevel: 'LoggingConfiguration.Level', tracing: 'TracingConfiguration.Enabled' }),
      status: 'ACTIVE',
      created: CREATED,
      tags: smallTags(p),
    },
  })),
};
