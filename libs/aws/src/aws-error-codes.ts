/**
 * Error codes of AWS, by what they mean for a read. Sources: the Cloud Control API, STS, EC2, Account and Organizations API references,
 * "Handler error codes" of the CloudFormation CLI guide, and the throttling list of the AWS SDK for JavaScript v3.
 */
export const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'KmsThrottlingException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  // Non-transient by its description; in practice handlers answer it when the service behind them throttles.
  'ServiceLimitExceededException',
  'ServiceLimitExceeded',
]);

export const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedForDependencyException',
  'UnauthorizedOperation',
  'UnauthorizedTaggingOperation',
  'NotAuthorized',
  // Of SNS.
  'AuthorizationError',
  'AuthorizationErrorException',
]);

/** What the service behind cannot decrypt with the caller's rights, which our own session policy never grants. */
export const UNDECRYPTABLE = new Set(['KmsAccessDeniedException']);

/** By the SDK client's name: what one service says of a page token and others of a session's. */
export const STALE_PAGE: { readonly [service: string]: ReadonlySet<string> } = { sfn: new Set(['InvalidToken']) };

/** The session is over, or unknown where the call went; the latter also when an opt-in region is switched off. */
export const SESSION_LOST = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidToken',
  'AuthFailure',
  'RequestExpired',
]);

export const REGION_DISABLED = new Set(['RegionDisabledException', 'OptInRequired']);

/** Of Cloud Control, whose registry is another in each region, and of SDKs that know no host for the service there. */
export const NOT_OFFERED = new Set(['TypeNotFoundException', 'UnknownEndpoint']);

/** A matter of what was asked for; asking again changes nothing. */
export const UNSUPPORTED = new Set([
  'CFNRegistryException',
  'UnsupportedActionException',
  'AWSOrganizationsNotInUseException',
  'PrivateTypeException',
  'InvalidRequestException',
  'InvalidRequest',
  // Some handlers answer these whatever the session, so they say nothing about it.
  'InvalidCredentialsException',
  'InvalidCredentials',
  'SubscriptionRequiredException',
]);

export const NOT_FOUND = new Set([
  'ResourceNotFoundException',
  'NotFound',
  // Of single services, of which some spell it with and some without the last word.
  'AWS.SimpleQueueService.NonExistentQueue',
  'AccountNotFoundException',
  'ApplicationDoesNotExistException',
  'CacheClusterNotFound',
  'CacheClusterNotFoundFault',
  'ChildNotFoundException',
  'ClusterNotFoundException',
  'DBClusterNotFoundFault',
  'DBInstanceNotFound',
  'DBInstanceNotFoundFault',
  'DeploymentDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
  'DeploymentTargetDoesNotExistException',
  'InvalidInstanceID.NotFound',
  'InvalidVolume.NotFound',
  'NoSuchBucket',
  'NoSuchKey',
  'NotFoundException',
  'ParentNotFoundException',
  'PipelineExecutionNotFoundException',
  'PipelineNotFoundException',
  'QueueDoesNotExist',
  'RepositoryNotFoundException',
  'ResourceNotFound',
  'ResourceNotFoundFault',
  'ServiceNotFoundException',
  'StateMachineDoesNotExist',
  'TableNotFoundException',
  'TargetNotFoundException',
  'TopicNotFoundException',
  'UserNotFound',
  'UserNotFoundFault',
]);

/** The handler or the service behind it failed; 5xx and network errors are found by status and errno. */
export const TRANSIENT = new Set([
  'ConcurrentModificationException',
  'ConcurrentOperationException',
  'GeneralServiceException',
  'HandlerFailureException',
  'HandlerInternalFailureException',
  'InternalError',
  'InternalFailure',
  'NetworkFailure',
  'NetworkFailureException',
  'NotStabilized',
  'NotStabilizedException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ResourceConflict',
  'ResourceConflictException',
  'ServiceInternalError',
  'ServiceInternalErrorException',
  'ServiceTimeout',
  'ServiceUnavailable',
  'Unavailable',
]);

/** Of the SDK, when a connection was silent for too long or did not come about in time. */
export const TIMED_OUT = new Set(['TimeoutError']);

/** Of Node.js, for sockets and name resolution. */
export const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
