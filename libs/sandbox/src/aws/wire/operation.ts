import type { JsonObject } from '@longshore/domain';
import type { z } from 'zod';
import type { AwsFault, AwsRequest } from '../service.js';

export interface Caller {
  arn: string;
  userId: string;
}

/** A request to one of the services of identity, which look at who calls. */
export interface IdentityRequest extends AwsRequest {
  caller: Caller;
}

export interface Operation {
  answer(request: IdentityRequest): Promise<JsonObject>;
}

/** How a service words what every service refuses. */
export interface Refusals {
  invalid(error: z.ZodError, input: JsonObject): AwsFault;
  denied(message: string): AwsFault;
}

export interface Definition<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** The IAM action that the caller needs, and on which resource; absent when everyone may. */
  permission?: (input: z.infer<I>, request: IdentityRequest) => { action: string; resource: string };
  run(input: z.infer<I>, request: IdentityRequest): Promise<z.infer<O>> | z.infer<O>;
}

/** Operations whose input and answer are both checked by their schema, and whose caller is authorized between the two. */
export function operationsOf(refusals: Refusals) {
  return <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): Operation => ({
    async answer(request) {
      const input = definition.input.safeParse(request.input);
      if (!input.success) throw refusals.invalid(input.error, request.input);
      const permission = definition.permission?.(input.data, request);
      const verdict = permission && request.allows(permission.action, permission.resource);
      if (verdict?.allowed === false) throw refusals.denied(verdict.message);
      return toJson(definition.output.parse(await definition.run(input.data, request)));
    },
  });
}

/** Leaves out the members that are undefined. */
function toJson(answer: unknown): JsonObject {
  return JSON.parse(JSON.stringify(answer)) as JsonObject;
}
