import { describe, expect, it } from 'vitest';
import { classifyAwsError } from './classify-aws-error.js';

const failed = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

const handler = (text: string, code: string) =>
  `AWS::Lambda::Function Handler returned status FAILED: ${text} (Service: Lambda, Status Code: 400, Request ID: 1) (HandlerErrorCode: ${code}, RequestToken: 2)`;

const user = 'User: arn:aws:sts::123456789012:assumed-role/Reader/sync is not authorized to perform';

const cases: [title: string, error: unknown, expected: object][] = [
  [
    'a refusal at the front door',
    failed('AccessDeniedException', `${user}: cloudformation:ListResources because no identity-based policy allows it`),
    { reason: 'denied', action: 'cloudformation:ListResources' },
  ],
  [
    'a refusal by the handler',
    failed('GeneralServiceException', handler(`${user}: lambda:ListFunctions on resource: *`, 'AccessDenied')),
    { reason: 'denied', action: 'lambda:ListFunctions' },
  ],
  [
    'a refusal that only its text tells',
    failed('GeneralServiceException', `${user}: ec2:DescribeVpcs with an explicit deny in a service control policy`),
    { reason: 'denied', action: 'ec2:DescribeVpcs', refusal: 'organization-policy' },
  ],
  [
    'what no service control policy allows',
    failed('AccessDeniedException', `${user}: sqs:ListQueues because no service control policy allows the action`),
    { reason: 'denied', action: 'sqs:ListQueues', refusal: 'organization-policy' },
  ],
  [
    'a deny in a resource control policy',
    failed('AccessDenied', `${user}: s3:ListBucket with an explicit deny in a resource control policy`),
    { reason: 'denied', action: 's3:ListBucket', refusal: 'organization-policy' },
  ],
  [
    'a deny in a policy of the role',
    failed('AccessDenied', `${user}: sqs:ListQueues with an explicit deny in an identity-based policy`),
    { reason: 'denied', action: 'sqs:ListQueues' },
  ],
  [
    'a refusal by EC2 without an action',
    failed('UnauthorizedOperation', 'You are not authorized to perform this operation.'),
    { reason: 'denied' },
  ],
  [
    'a deny in our own session policy',
    failed('AccessDeniedException', `${user}: kms:Decrypt on resource: x with an explicit deny in a session policy`),
    { reason: 'denied', action: 'kms:Decrypt', isRestrictedByUs: true },
  ],
  [
    'an allow that our own session policy lacks',
    failed('AccessDeniedException', `${user}: newthing:ListThings because no session policy allows the action`),
    { reason: 'denied', action: 'newthing:ListThings', isRestrictedByUs: true },
  ],
  [
    'what a key of the customer has encrypted',
    failed('KmsAccessDeniedException', 'The role and caller must have access.'),
    { reason: 'denied', action: 'kms:Decrypt', isRestrictedByUs: true },
  ],
  ['throttling by code', failed('ThrottlingException', 'Rate exceeded'), { reason: 'throttled', remedy: 'slow-down' }],
  [
    'throttling by the handler',
    failed('GeneralServiceException', handler('Rate exceeded', 'Throttling')),
    { reason: 'throttled', remedy: 'slow-down' },
  ],
  [
    'throttling by status',
    failed('Whatever', 'slow', { $metadata: { httpStatusCode: 429 } }),
    { reason: 'throttled', remedy: 'slow-down' },
  ],
  [
    'a downstream quota',
    failed('ServiceLimitExceededException', 'limit'),
    { reason: 'throttled', remedy: 'slow-down' },
  ],
  ['an expired session', failed('ExpiredTokenException', 'expired'), { reason: 'auth-lost', remedy: 'new-session' }],
  ['a revoked session', failed('InvalidClientTokenId', 'invalid'), { reason: 'auth-lost', remedy: 'new-session' }],
  ['a region that STS knows as off', failed('RegionDisabledException', 'off'), notEnabled()],
  ['a region that was never opted into', failed('OptInRequired', 'You are not subscribed'), notEnabled()],
  ['a missing resource', failed('ResourceNotFoundException', 'gone'), { reason: 'transient', isNotFound: true }],
  [
    'a missing resource by the handler',
    failed('GeneralServiceException', handler('no such function', 'NotFound')),
    { reason: 'transient', isNotFound: true },
  ],
  ['a missing resource by text only', failed('GeneralServiceException', 'not found'), transient()],
  ['a type that the region lacks', failed('TypeNotFoundException', "The type 'X' cannot be found."), notOffered()],
  ['a service without a host in the region', failed('UnknownEndpoint', 'Inaccessible host'), notOffered()],
  [
    'a service that says that the region lacks it',
    failed('InvalidRequestException', 'ListThings api is not available in the current Region.'),
    notOffered(),
  ],
  ['a type without list handler', failed('UnsupportedActionException', 'LIST'), { reason: 'unsupported' }],
  ['a missing key', failed('InvalidRequestException', 'required key [Scope] not found'), { reason: 'unsupported' }],
  [
    'an outdated page token',
    failed('InvalidRequestException', 'Invalid NextToken'),
    { reason: 'transient', isTokenExpired: true },
  ],
  [
    'an outdated page token by the handler',
    failed('GeneralServiceException', handler('The pagination token has expired', 'InvalidRequest')),
    { reason: 'transient', isTokenExpired: true },
  ],
  ['a handler that distrusts all', failed('InvalidCredentialsException', 'no'), { reason: 'unsupported' }],
  ['a crashed handler', failed('HandlerInternalFailureException', 'oops'), transient()],
  ['a busy resource', failed('ResourceConflictException', 'busy'), transient()],
  ['a server error', failed('UnknownError', '', { $metadata: { httpStatusCode: 503 } }), transient()],
  ['a lost connection', failed('Error', 'socket hang up', { code: 'ECONNRESET' }), transient()],
  ['a connection that broke', failed('TimeoutError', 'aborted', { code: 'ECONNRESET' }), transient()],
  ['a timeout', failed('TimeoutError', 'timed out'), { reason: 'timed-out', remedy: 'wait' }],
  [
    'a clock that the SDK has corrected',
    failed('AccessDeniedException', 'Signature expired', { $metadata: { clockSkewCorrected: true } }),
    transient(),
  ],
  ['an aborted request', failed('AbortError', 'Request aborted'), { reason: 'cancelled' }],
  ['a write-only code', failed('AlreadyExistsException', 'exists'), { reason: 'internal' }],
  ['what is no AWS error', new TypeError('x is undefined'), { reason: 'internal' }],
];

function notEnabled() {
  return { reason: 'region-disabled', refusal: 'region-not-enabled' };
}

function notOffered() {
  return { reason: 'unsupported', refusal: 'not-offered' };
}

function transient() {
  return { reason: 'transient', remedy: 'wait' };
}

describe('an error of AWS', () => {
  it.each([
    ['of a page', 'sfn', { reason: 'transient', isTokenExpired: true }],
    ['of a session', 's3', { reason: 'auth-lost' }],
  ])('means a token %s where that service says so: %s', (_what, service, expected) => {
    const { failure } = classifyAwsError(failed('InvalidToken', 'no'), { region: 'eu-west-1', service });

    expect(failure).toEqual({ awsCode: 'InvalidToken', detail: 'no', ...expected });
  });

  it.each(cases)('is told apart: %s', (_title, error, expected) => {
    const { failure, remedy, isNotFound } = classifyAwsError(error, { region: 'eu-west-1' });
    const { awsCode: _code, detail: _detail, ...verdict } = failure;

    expect({ ...verdict, remedy, isNotFound }).toEqual({ remedy: 'none', isNotFound: false, ...expected });
  });

  it('keeps the code and the words of AWS', () => {
    const error = failed('InvalidIdentityTokenException', 'Incorrect token audience', { Code: 'InvalidIdentityToken' });

    expect(classifyAwsError(error, { region: 'us-east-1' }).failure).toEqual({
      reason: 'internal',
      awsCode: 'InvalidIdentityToken',
      detail: 'Incorrect token audience',
    });
  });

  it('keeps the session token out of what it says', () => {
    const message = 'The request signature does not match.\n\nThe Canonical String was\n\nx-amz-security-token:secret';

    expect(classifyAwsError(failed('SignatureDoesNotMatch', message), { region: 'us-east-1' }).failure.detail).toBe(
      'The request signature does not match.',
    );
  });

  it('means a switched-off region when an opt-in region does not know the session', () => {
    const error = failed('UnrecognizedClientException', 'The security token included in the request is invalid.');

    expect(classifyAwsError(error, { region: 'ap-east-1' })).toMatchObject({
      failure: { reason: 'region-disabled', refusal: 'region-not-enabled' },
      remedy: 'new-session',
    });
  });
});
