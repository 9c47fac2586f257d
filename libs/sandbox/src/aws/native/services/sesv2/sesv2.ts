import { restJsonProtocol } from '../../../wire/protocol.js';
import type { NativeService } from '../../native-service.js';
import { restRefusals } from '../../refusals.js';
import { readRoute } from '../../rest-routes.js';
import { configurationSetOperations } from './configuration-sets.js';
import { identityOperations } from './identities.js';
import { badRequest } from './refusals.js';

/** Requests are signed, and actions named, for `ses`. */
export const sesv2: NativeService = {
  name: 'sesv2',
  signedAs: 'ses',
  prefix: 'ses',
  protocol: restJsonProtocol,
  readCall: readRoute([
    ['POST', '/v2/email/list-identities', 'ListEmailIdentities'],
    ['GET', '/v2/email/identities/{EmailIdentity}', 'GetEmailIdentity'],
    ['POST', '/v2/email/list-configuration-sets', 'ListConfigurationSets'],
    ['GET', '/v2/email/configuration-sets/{ConfigurationSetName}', 'GetConfigurationSet'],
  ]),
  refusals: { ...restRefusals, invalid: (error, input) => badRequest(restRefusals.invalid(error, input).message) },
  operations: { ...identityOperations, ...configurationSetOperations },
};
