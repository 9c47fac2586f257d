import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '@longshore/domain';
import { refusal } from '../policy/refusal.js';
import { AwsFault, type AwsRequest } from '../service.js';
import { withToken, type PageTokenNames } from '../wire/page-token-names.js';
import type { Protocol } from '../wire/protocol.js';
import { matchesAction } from '../policy/wildcard.js';
import type { FaultRule } from './fault-rules.js';

export interface FaultScene {
  protocol: Protocol;
  /** Who calls; undefined for the one request that needs no signature. */
  callerArn: string | undefined;
  /** Fires when the caller has gone away. */
  gone: AbortSignal;
}

/** What a rule does before the service sees the call: waits, hangs, or throws the fault. */
export async function befall(rule: FaultRule, { protocol, callerArn, gone }: FaultScene): Promise<void> {
  if (rule.latencyMs !== undefined) await delay(rule.latencyMs, undefined, { signal: gone }).catch(() => undefined);
  if (rule.hang && !gone.aborted) await once(gone, 'abort');
  if (gone.aborted) throw new AwsFault('RequestTimeout', 'The caller has gone away.', 408);
  if (rule.error) throw new AwsFault(rule.error.code, rule.error.message, rule.error.status);
  if (rule.throttle) throw new AwsFault(...protocol.throttled);
  if (rule.expireSession) {
    const [code, status] = protocol.authentication.expired;
    throw new AwsFault(code, 'The security token included in the request is expired', status);
  }
  if (rule.deny && callerArn === undefined) {
    throw new AwsFault('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
}

/** The call as the service gets to see it: policies refuse more, and a page token may be worth nothing any more. */
export function distorted(
  rule: FaultRule,
  request: AwsRequest,
  { callerArn = '', token }: { callerArn: string | undefined; token: PageTokenNames },
): AwsRequest {
  const { deny } = rule;
  const allows: AwsRequest['allows'] = (action, resource = '*') => {
    if (deny === undefined || !matchesAction(action, deny.action ?? '*')) return request.allows(action, resource);
    return { allowed: false, message: refusal({ callerArn, action, resource }, deny.by, deny.isExplicit) };
  };
  const input = rule.expirePageToken ? { ...request.input, [token.asked]: 'outdated' } : request.input;
  return { ...request, input, allows };
}

/** The page as the caller gets to see it. */
export function spoilt(rule: FaultRule, asked: JsonObject, answer: JsonObject, token: PageTokenNames): JsonObject {
  if (rule.truncate) return withToken(answer, token.answered, undefined);
  if (!rule.repeatPage || asked[token.asked] === undefined) return answer;
  return withToken(answer, token.answered, asked[token.asked]);
}
