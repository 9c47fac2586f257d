import type { AwsFailure, IncompleteReason } from '@longshore/domain';
import * as codes from './aws-error-codes.js';
import { isOptIn } from './regions.js';

/** What can be done about it: wait and slow down, wait, get a new session, or nothing. */
export type Remedy = 'slow-down' | 'wait' | 'new-session' | 'none';

export interface ClassifiedError {
  failure: AwsFailure;
  remedy: Remedy;
  /** True only where AWS positively says that the resource does not exist. */
  isNotFound: boolean;
}

/** The members of an SDK error that tell what happened. */
interface SdkError {
  name: string;
  message: string;
  /** The code as a query API (STS, EC2) spells it, or Node's errno. */
  Code?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
  $retryable?: { throttling?: boolean };
}

const HANDLER_CODE = /HandlerErrorCode: (\w+)/;
const REFUSED_ACTION = /not authorized to perform:? ([\w-]+:[\w*]+)/i;
const REFUSED = /is not authorized to perform|not authorized to perform this operation/i;
/** IAM names the policy that decided (IAM guide, "Troubleshoot access denied error messages"). */
const REFUSED_BY_SESSION_POLICY = /explicit deny in a session policy|no session policy allows/i;
/** Service and resource control policies: whatever the account itself allows. */
const REFUSED_BY_ORGANIZATION =
  /explicit deny in an? (service|resource) control policy|no (service|resource) control policy allows/i;
const NOT_OFFERED = /not (available|supported|offered) in (the|this) (current )?region/i;
const PAGE_TOKEN = /next ?token|pagination ?token|page ?token/i;

/** Whom a call went to. */
export interface Called {
  region: string;
  /** By the name of its SDK client; where one of its codes means something of its own. */
  service?: string;
}

/** The only place that reads AWS's error codes. Our codes for the outcome of a scope come out. */
export function classifyAwsError(thrown: unknown, called: Called): ClassifiedError {
  const error = asSdkError(thrown);
  const verdict = judge(error, called);
  const { isNotFound = false, remedy = 'none', reason, ...more } = verdict;
  return {
    isNotFound,
    remedy,
    failure: { reason, awsCode: awsCode(error), detail: firstLine(error.message), ...more },
  };
}

/** Below its first line a refused signature shows the signed headers, the session token among them. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}

interface Verdict extends Pick<AwsFailure, 'refusal' | 'action' | 'isRestrictedByUs' | 'isTokenExpired'> {
  reason: IncompleteReason;
  remedy?: Remedy;
  isNotFound?: boolean;
}

const DISABLED: Verdict = { reason: 'region-disabled', refusal: 'region-not-enabled' };
const STALE_PAGE: Verdict = { reason: 'transient', isTokenExpired: true };

function judge(error: SdkError, { region, service = '' }: Called): Verdict {
  const code = handlerCode(error) ?? awsCode(error);
  const is = (set: ReadonlySet<string>) => set.has(code) || set.has(error.name);
  if (error.name === 'AbortError') return { reason: 'cancelled' };
  if (error.$metadata?.clockSkewCorrected) return { reason: 'transient', remedy: 'wait' };
  if (isThrottling(error) || is(codes.THROTTLED)) return { reason: 'throttled', remedy: 'slow-down' };
  if (is(codes.UNDECRYPTABLE)) return { reason: 'denied', action: 'kms:Decrypt', isRestrictedByUs: true };
  if (codes.STALE_PAGE[service]?.has(code)) return STALE_PAGE;
  if (is(codes.DENIED) || REFUSED.test(error.message)) return denied(error);
  if (is(codes.REGION_DISABLED)) return DISABLED;
  if (is(codes.SESSION_LOST)) {
    return { ...(isOptIn(region) ? DISABLED : { reason: 'auth-lost' }), remedy: 'new-session' };
  }
  if (is(codes.NOT_OFFERED) || NOT_OFFERED.test(error.message))
    return { reason: 'unsupported', refusal: 'not-offered' };
  if (is(codes.NOT_FOUND)) return { reason: 'transient', isNotFound: true };
  if (is(codes.UNSUPPORTED)) return unsupported(error);
  if (isTransient(error) || is(codes.TRANSIENT)) return { reason: 'transient', remedy: 'wait' };
  // After network errors, which the SDK gives the same name.
  if (is(codes.TIMED_OUT)) return { reason: 'timed-out', remedy: 'wait' };
  return { reason: 'internal' };
}

/** AWS's own code: query APIs spell it without the SDK's `Exception`. */
export function awsCode(error: { name: string; Code?: string }): string {
  return error.Code ?? error.name;
}

/** "{type} Handler returned status FAILED: {text} (HandlerErrorCode: X, RequestToken: ...)": the handler knows best. */
function handlerCode(error: SdkError): string | undefined {
  return HANDLER_CODE.exec(error.message)?.[1];
}

function denied(error: SdkError): Verdict {
  const action = REFUSED_ACTION.exec(error.message)?.[1];
  return {
    reason: 'denied',
    ...(action !== undefined && { action }),
    ...(REFUSED_BY_ORGANIZATION.test(error.message) && { refusal: 'organization-policy' as const }),
    ...(REFUSED_BY_SESSION_POLICY.test(error.message) && { isRestrictedByUs: true }),
  };
}

/** Handlers refuse an outdated page token as bad input; the listing can be done all the same, from its first page. */
function unsupported(error: SdkError): Verdict {
  if (!PAGE_TOKEN.test(error.message)) return { reason: 'unsupported' };
  return STALE_PAGE;
}

function isThrottling(error: SdkError): boolean {
  return error.$metadata?.httpStatusCode === 429 || error.$retryable?.throttling === true;
}

function isTransient(error: SdkError): boolean {
  const status = error.$metadata?.httpStatusCode ?? 0;
  return status >= 500 || error.$retryable !== undefined || codes.NETWORK.has(error.code ?? '');
}

function asSdkError(thrown: unknown): SdkError {
  if (thrown instanceof Error) return thrown;
  return { name: 'UnknownError', message: String(thrown) };
}
