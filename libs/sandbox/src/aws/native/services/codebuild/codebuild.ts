import { awsJsonProtocol } from '../../../wire/protocol.js';
import { readTarget } from '../../../wire/read-call.js';
import type { NativeService } from '../../native-service.js';
import { jsonRefusals } from '../../refusals.js';
import { buildOperations } from './builds.js';
import { invalid } from './invalid.js';
import { projectOperations } from './projects.js';

export const codebuild: NativeService = {
  name: 'codebuild',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: { ...jsonRefusals, invalid: (error, input) => invalid(jsonRefusals.invalid(error, input).message) },
  operations: { ...projectOperations, ...buildOperations },
};
