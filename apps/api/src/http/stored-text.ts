import { InvalidInput, unstorableText } from '@longshore/domain';
import type { FastifyRequest } from 'fastify';

/** Refuses text that the database cannot hold before anything is looked up with it. */
export async function refuseUnstorableText({ params, query, body }: FastifyRequest): Promise<void> {
  const problems = [params, query, body].flatMap(unstorableText);
  if (problems.length > 0) throw new InvalidInput(problems);
}
