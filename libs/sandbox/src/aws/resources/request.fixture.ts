import type { JsonObject } from '@longshore/domain';
import type { AwsRequest } from '../service.js';

/** A request of a caller who may do everything but the refused actions. */
export function requestBy(
  refused: readonly string[],
  request: Partial<AwsRequest> & { operation: string },
): AwsRequest {
  return {
    accountId: '123456789012',
    region: 'us-east-1',
    input: {},
    allows: (action, resource = '*') =>
      refused.includes(action)
        ? { allowed: false, message: `User: tester is not authorized to perform: ${action} on resource: ${resource}` }
        : { allowed: true },
    ...request,
  };
}

export const request = (operation: string, input: JsonObject, region = 'us-east-1') =>
  requestBy([], { operation, input, region });

/** Code and message of the fault that a call ends with, its generated ids replaced. */
export async function faultOf(answer: Promise<unknown>): Promise<{ code: unknown; message: unknown; status: unknown }> {
  const fault = await answer.then(
    () => ({ code: 'none', message: 'the call succeeded', status: 200 }),
    (error: { code: unknown; message: string; status: unknown }) => error,
  );
  const message = fault.message.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid');
  return { code: fault.code, message, status: fault.status };
}
