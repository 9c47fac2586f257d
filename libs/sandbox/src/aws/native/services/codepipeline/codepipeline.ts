import { awsJsonProtocol } from '../../../wire/protocol.js';
import { readTarget } from '../../../wire/read-call.js';
import type { NativeService } from '../../native-service.js';
import { jsonRefusals } from '../../refusals.js';
import { executionOperations } from './executions.js';
import { pipelineOperations } from './pipelines.js';

export const codepipeline: NativeService = {
  name: 'codepipeline',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: jsonRefusals,
  operations: { ...pipelineOperations, ...executionOperations },
};
