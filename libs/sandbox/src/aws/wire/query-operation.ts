import type { z } from 'zod';
import { AwsFault } from '../service.js';
import { operationsOf } from './operation.js';

/** An operation of a service that speaks the query protocol. */
export const queryOperation = operationsOf({
  invalid: ({ issues }) => new AwsFault('ValidationError', describeIssues(issues)),
  denied: (message) => new AwsFault('AccessDenied', message, 403),
});

/** In the words of AWS: `1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: ...`. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const found = issues.map((issue) => {
    const name = issue.path.join('.').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
    return `Value at '${name}' failed to satisfy constraint: ${issue.message}`;
  });
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}
