import { randomUUID } from 'node:crypto';
import { AwsFault, type AwsRequest } from '../service.js';

/**
 * Declared by handlers of many types, needed by few reads: real handlers pass without them, and no role that follows our
 * template has them. To enforce them would refuse what AWS allows. Some list handlers even declare what their create handler writes.
 */
const DECLARED_ONLY = [
  /^(kms:|secretsmanager:|iam:PassRole$)/i,
  /:(Allocate|Associate|Attach|Create|Delete|Deregister|Modify|Put|Register|Update)/i,
];

/** A handler runs with the caller's rights: the first action that is refused ends it. Throws AccessDeniedException. */
export function requireHandlerPermissions(request: AwsRequest, type: string, actions: readonly string[]): void {
  for (const action of actions) {
    if (DECLARED_ONLY.some((pattern) => pattern.test(action))) continue;
    const verdict = request.allows(action);
    if (verdict.allowed) continue;
    const service = type.split('::')[1];
    const cause = `${verdict.message} (Service: ${service}, Status Code: 403, Request ID: ${randomUUID()})`;
    throw new AwsFault('AccessDeniedException', handlerFailure(type, cause, 'AccessDenied'));
  }
}

/** The sentence in which Cloud Control wraps what a handler says. */
export function handlerFailure(type: string, cause: string, handlerErrorCode: string): string {
  return `${type} Handler returned status FAILED: ${cause} (HandlerErrorCode: ${handlerErrorCode}, RequestToken: ${randomUUID()})`;
}
