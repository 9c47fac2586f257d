import { awsJsonProtocol } from '../../../wire/protocol.js';
import { readTarget } from '../../../wire/read-call.js';
import type { NativeService } from '../../native-service.js';
import { jsonRefusals } from '../../refusals.js';
import { clusterOperations } from './clusters.js';
import { invalid } from './refusals.js';
import { serviceOperations } from './services.js';
import { taskDefinitionOperations } from './task-definitions.js';

export const ecs: NativeService = {
  name: 'ecs',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: { ...jsonRefusals, invalid: (error, input) => invalid(jsonRefusals.invalid(error, input).message) },
  operations: { ...clusterOperations, ...serviceOperations, ...taskDefinitionOperations },
};
