import { AwsFault } from '../../../service.js';
import { awsJsonProtocol } from '../../../wire/protocol.js';
import { readTarget } from '../../../wire/read-call.js';
import type { NativeService } from '../../native-service.js';
import { jsonRefusals } from '../../refusals.js';
import { applicationOperations } from './applications.js';
import { deploymentOperations } from './deployments.js';
import { groupOperations } from './groups.js';
import { tagOperations } from './tags.js';
import { targetOperations } from './targets.js';

export const codedeploy: NativeService = {
  name: 'codedeploy',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: {
    ...jsonRefusals,
    invalid: (error, input) => new AwsFault('InvalidInputException', jsonRefusals.invalid(error, input).message),
  },
  operations: {
    ...applicationOperations,
    ...groupOperations,
    ...deploymentOperations,
    ...targetOperations,
    ...tagOperations,
  },
};
