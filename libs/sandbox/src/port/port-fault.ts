import type { z } from 'zod';

/** A refusal in Port's words; becomes its error envelope. */
export class PortFault extends Error {
  constructor(
    readonly statusCode: number,
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

export function blueprintNotFound(identifier: string): PortFault {
  return new PortFault(404, 'not_found', `Blueprint with identifier "${identifier}" was not found`);
}

export function entityNotFound(blueprint: string, identifier: string): PortFault {
  return new PortFault(
    404,
    'not_found',
    `Entity with identifier "${identifier}" of blueprint "${blueprint}" was not found`,
  );
}

/** Names each place that breaks the schema by its JSON pointer. */
export function invalid(error: z.ZodError, root = ''): PortFault {
  const problems = error.issues.map((issue) => `${[root, ...issue.path].join('/') || '/'} ${issue.message}`);
  return new PortFault(422, 'invalid_request', problems.join('; '));
}
