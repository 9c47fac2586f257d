import { AwsFault } from '../../service.js';
import { ec2Protocol } from '../../wire/protocol.js';
import { readQuery } from '../../wire/read-call.js';
import type { NativeService } from '../native-service.js';
import { instanceOperations } from './ec2-instances.js';
import { regionOperations } from './ec2-regions.js';
import { volumeOperations } from './ec2-volumes.js';

export const ec2: NativeService = {
  name: 'ec2',
  protocol: ec2Protocol,
  readCall: readQuery,
  refusals: {
    invalid({ issues: [issue] }) {
      if (issue?.code === 'unrecognized_keys') {
        return new AwsFault('UnknownParameter', `The parameter ${issue.keys.join(', ')} is not recognized`);
      }
      const value = issue?.path.join('.');
      return new AwsFault('InvalidParameterValue', `The value of ${value} is not valid: ${issue?.message}`);
    },
    denied: (message) =>
      new AwsFault('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, 403),
  },
  operations: { ...regionOperations, ...instanceOperations, ...volumeOperations },
};
