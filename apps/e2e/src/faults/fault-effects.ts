import type { NewFaultRule } from '@longshore/sandbox';
import { KINDS } from './estate-model.js';
import type { AwsFault, PortFaultOf } from './schedule.js';

const DENIED = {
  code: 'AccessDeniedException',
  message: 'User is not authorized to perform this (HandlerErrorCode: AccessDenied)',
};
const ASSUME = 'AssumeRoleWithWebIdentity';

/** A fault of AWS as rules of the stand-in; the oldest rule that meets a call decides. */
export function rulesOf({ what, slot, isLate, meetsReads, isPassing }: AwsFault, accountId: string): NewFaultRule[] {
  const times = isPassing ? { times: 1 } : {};
  const listing = { accountId, region: slot.region, service: 'cloudcontrol' as const, kind: KINDS[slot.kind] };
  const list = { ...listing, operation: 'ListResources' };
  const calls = meetsReads ? listing : list;
  // The first page passes.
  const begun: NewFaultRule[] = isLate ? [{ ...list, latencyMs: 1, times: 1 }] : [];
  switch (what) {
    case 'denied':
      return [...begun, { ...calls, ...times, error: DENIED }];
    case 'reads denied':
      return [{ ...listing, operation: 'GetResource', ...times, error: DENIED }];
    case 'throttled':
      return [...begun, { ...calls, ...times, throttle: true }];
    case 'failing':
      return [...begun, { ...calls, ...times, error: { code: 'InternalFailure', status: 500 } }];
    case 'truncated':
      return [...begun, { ...list, ...times, truncate: true }];
    case 'page token expired':
      return [{ ...list, times: isPassing ? 1 : 3, expirePageToken: true }];
    case 'page token repeated':
      return [{ ...list, ...times, repeatPage: true }];
    case 'session expired':
      return [{ accountId, service: 'cloudcontrol', expireSession: true, times: 1 }];
    case 'role revoked':
      return [
        {
          accountId,
          service: 'sts',
          operation: ASSUME,
          error: {
            code: 'AccessDenied',
            message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
            status: 403,
          },
          ...times,
        },
        { accountId, service: 'cloudcontrol', expireSession: true },
      ];
    case 'ListRegions denied':
      return [{ accountId, service: 'account', operation: 'ListRegions', error: { ...DENIED, status: 403 }, ...times }];
    case 'identity failing':
      return [
        {
          accountId,
          service: 'sts',
          operation: 'GetCallerIdentity',
          error: { code: 'InternalFailure', status: 500 },
          ...times,
        },
      ];
  }
}

const UPSERT = 'POST /v1/blueprints/:blueprint/entities/bulk';
const DELETE = 'POST /v1/blueprints/:blueprint/bulk/entities/delete';
const SEARCH = 'POST /v1/blueprints/:blueprint/entities/search';

/** A fault of Port as the stand-in takes it. */
export function planOf({ what, times }: PortFaultOf, organization: string): object {
  const plan = (route: string, effect: object) => ({ route, organization, times, ...effect });
  switch (what) {
    case 'upsert 500':
      return plan(UPSERT, { effect: 'status', status: 500 });
    case 'upsert dropped':
      return plan(UPSERT, { effect: 'drop' });
    case 'upsert answer lost':
      return plan(UPSERT, { effect: 'commit-then-drop' });
    case 'entity 500':
      return plan(UPSERT, { effect: 'partial', status: 500, indexes: [0, 2] });
    case 'entity 422':
      return plan(UPSERT, { effect: 'partial', status: 422, indexes: [1] });
    case 'delete 500':
      return plan(DELETE, { effect: 'status', status: 500 });
    case 'delete answer lost':
      return plan(DELETE, { effect: 'commit-then-drop' });
    case 'search 500':
      return plan(SEARCH, { effect: 'status', status: 500 });
    case 'token lost':
      return { organization, times: 1, effect: 'status', status: 401, route: UPSERT };
  }
}
