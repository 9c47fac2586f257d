import type { z } from 'zod';
import { AwsFault } from '../service.js';
import type { Refusals } from '../wire/operation.js';

/** `nextToken: Invalid input` */
function reasonOf({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === 'unrecognized_keys') return `Unknown parameters: ${issue.keys.join(', ')}`;
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

export const jsonRefusals: Refusals = {
  invalid: (error) => new AwsFault('ValidationException', reasonOf(error)),
  denied: (message) => new AwsFault('AccessDeniedException', message),
};

/** Services of REST JSON say it with a status, too. */
export const restRefusals: Refusals = {
  invalid: (error) => new AwsFault('InvalidParameterException', reasonOf(error)),
  denied: (message) => new AwsFault('AccessDeniedException', message, 403),
};

export const queryRefusals: Refusals = {
  invalid: (error) => new AwsFault('InvalidParameterValue', reasonOf(error)),
  denied: (message) => new AwsFault('AccessDenied', message, 403),
};
