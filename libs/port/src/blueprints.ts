import type { Blueprint, BlueprintRelation, PortAccess } from '@longshore/domain';
import { z } from 'zod';
import { contentOf, isSuccess, JsonMembers, rejected } from './envelope.js';
import { portPath } from './port-path.js';
import type { PortRequests } from './port-requests.js';

/** What the domain does not know of a relation is kept, so that it can be sent back unchanged. */
const Relation = z.looseObject({
  title: z.string().optional(),
  target: z.string(),
  required: z.boolean().default(false),
  many: z.boolean().default(false),
});

const BlueprintAnswer = z.object({
  identifier: z.string(),
  title: z.string().nullish(),
  icon: z.string().nullish(),
  description: z.string().nullish(),
  schema: z.object({
    properties: z.record(z.string(), JsonMembers).default({}),
    required: z.array(z.string()).default([]),
  }),
  relations: z.record(z.string(), Relation).default({}),
});

const BlueprintsAnswer = z.object({ blueprints: z.array(BlueprintAnswer) });

export async function listBlueprints(requests: PortRequests, access: PortAccess, signal?: AbortSignal) {
  const answer = await requests.send(access, { method: 'GET', path: '/v1/blueprints' }, signal);
  return contentOf(answer, BlueprintsAnswer).blueprints.map(toBlueprint);
}

export async function createBlueprint(
  requests: PortRequests,
  access: PortAccess,
  blueprint: Blueprint,
  signal?: AbortSignal,
): Promise<void> {
  const request = {
    method: 'POST' as const,
    path: '/v1/blueprints',
    query: { create_catalog_page: true },
    body: blueprint,
  };
  const answer = await requests.send(access, request, signal);
  // A try whose answer was lost may have created it.
  if (answer.status === 409 && answer.attempts > 1) return;
  if (!isSuccess(answer)) throw rejected(answer);
}

/** Sends properties and relations only: title, icon and description stay the user's. */
export async function extendBlueprint(
  requests: PortRequests,
  access: PortAccess,
  { identifier, schema, relations }: Blueprint,
  signal?: AbortSignal,
): Promise<void> {
  const request = {
    method: 'PATCH' as const,
    path: portPath`/v1/blueprints/${identifier}`,
    body: { schema, relations },
  };
  const answer = await requests.send(access, request, signal);
  if (!isSuccess(answer)) throw rejected(answer);
}

function toBlueprint({ title, icon, description, ...told }: z.output<typeof BlueprintAnswer>): Blueprint {
  return {
    ...told,
    title: title ?? told.identifier,
    relations: told.relations as { [id: string]: BlueprintRelation },
    ...(typeof icon === 'string' && { icon }),
    ...(typeof description === 'string' && { description }),
  };
}
