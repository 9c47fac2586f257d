import type { JsonObject } from '@longshore/domain';
import type { z } from 'zod';
import { AwsFault, type AwsRequest } from '../service.js';

export interface Caller {
  arn: string;
  userId: string;
}

/** A request to one of the services of identity, which look at who calls. */
export interface IdentityRequest extends AwsRequest {
  caller: Caller;
}

export interface QueryOperation {
  answer(request: IdentityRequest): Promise<JsonObject>;
}

interface Definition<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** The IAM action that the caller needs, and on which resource; absent when everyone may. */
  permission?: (input: z.infer<I>, request: IdentityRequest) => { action: string; resource: string };
  run(input: z.infer<I>, request: IdentityRequest): Promise<z.infer<O>> | z.infer<O>;
}

/** An operation whose input and answer are both checked by their schema, and whose caller is authorized between the two. */
export function queryOperation<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): QueryOperation {
  return {
    async answer(request) {
      const input = definition.input.safeParse(request.input);
      if (!input.success) throw new AwsFault('ValidationError', describeIssues(input.error.issues));
      const permission = definition.permission?.(input.data, request);
      const verdict = permission && request.allows(permission.action, permission.resource);
      if (verdict?.allowed === false) throw new AwsFault('AccessDenied', verdict.message, 403);
      return toJson(definition.output.parse(await definition.run(input.data, request)));
    },
  };
}

/** In the words of AWS: `1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: ...`. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const found = issues.map((issue) => {
    const name = issue.path.join('.').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
    return `Value at '${name}' failed to satisfy constraint: ${issue.message}`;
  });
  return `${found.length} validation error${found.length === 1 ? '' : 's'} detected: ${found.join('; ')}`;
}

/** Leaves out the members that are undefined. */
function toJson(answer: unknown): JsonObject {
  return JSON.parse(JSON.stringify(answer)) as JsonObject;
}
