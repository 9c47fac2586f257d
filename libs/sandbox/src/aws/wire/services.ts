import type { ServiceName } from '../service.js';
import type { SignedRequest } from '../signature/signature-v4.js';
import { NATIVE_SERVICES } from '../native/services.js';
import { awsJsonProtocol, queryProtocol, restJsonProtocol, type Protocol } from './protocol.js';
import { readJson, readQuery, readTarget, type Call } from './read-call.js';

export interface ServiceWire {
  name: ServiceName;
  protocol: Protocol;
  /** Of a service with one endpoint: the only region whose scope it takes. */
  region?: string;
  readCall(request: SignedRequest): Call;
}

/** By the service name in the scope of a signature, which is not always the service's own. */
export const SERVICES: ReadonlyMap<string, ServiceWire> = new Map<string, ServiceWire>([
  ['sts', { name: 'sts', protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/'), readCall: readQuery }],
  ['iam', { name: 'iam', protocol: queryProtocol('https://iam.amazonaws.com/doc/2010-05-08/'), readCall: readQuery }],
  [
    'cloudformation',
    {
      name: 'cloudformation',
      protocol: queryProtocol('http://cloudformation.amazonaws.com/doc/2010-05-15/'),
      readCall: readQuery,
    },
  ],
  ['cloudcontrolapi', { name: 'cloudcontrol', protocol: awsJsonProtocol('1.0'), readCall: readTarget }],
  [
    'organizations',
    {
      name: 'organizations',
      protocol: awsJsonProtocol('1.1', [
        'TooManyRequestsException',
        'You have sent too many requests in too short a period of time. Try again later.',
        400,
      ]),
      region: 'us-east-1',
      readCall: readTarget,
    },
  ],
  ['account', { name: 'account', protocol: restJsonProtocol, readCall: readPath }],
  ...NATIVE_SERVICES.map((service): [string, ServiceWire] => [service.signedAs ?? service.name, service]),
]);

/** STS is the only service here that takes a request without a signature. */
export function isUnsignedSts(request: SignedRequest): boolean {
  const form = new URLSearchParams(request.body.toString('utf8'));
  return form.get('Action') === 'AssumeRoleWithWebIdentity' && form.get('Version') === '2011-06-15';
}

function readPath(request: SignedRequest): Call {
  const path = (request.target.split('?')[0] ?? '').slice(1);
  return { operation: path.slice(0, 1).toUpperCase() + path.slice(1), input: readJson(request.body) };
}
