import type { JsonObject } from '@longshore/domain';
import type { z } from 'zod';
import { AwsFault } from '../service.js';

/**
 * Checks an operation's input. A value of the wrong type, or a member that AWS does not know, is a SerializationException;
 * a missing or malformed one a ValidationException. AWS itself ignores unknown members: here they are refused, so that a misspelt one shows.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: JsonObject): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw faultOf(parsed.error.issues[0], input);
}

function faultOf(issue: z.core.$ZodIssue | undefined, input: JsonObject): AwsFault {
  if (issue === undefined) return new AwsFault('ValidationException', 'The input is not valid.');
  if (issue.code === 'unrecognized_keys') {
    return new AwsFault('SerializationException', `Unknown members: ${issue.keys.join(', ')}`);
  }
  const member = String(issue.path[0]);
  const value = input[member];
  if (issue.code === 'invalid_type' && value !== undefined) {
    return new AwsFault(
      'SerializationException',
      `The member ${member} has the wrong type: ${issue.expected} expected`,
    );
  }
  const shown = value === undefined ? 'Value null' : `Value '${JSON.stringify(value).replace(/^"|"$/g, '')}'`;
  const constraint = value === undefined ? 'Member must not be null' : issue.message;
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  return new AwsFault(
    'ValidationException',
    `1 validation error detected: ${shown} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
}
