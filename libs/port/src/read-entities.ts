import type { JsonObject, PortAccess } from '@longshore/domain';
import { contentOf, PageAnswer } from './envelope.js';
import { portPath } from './port-path.js';
import type { PortRequests } from './port-requests.js';

/** The largest page Port gives. */
const PAGE_LIMIT = 1000;

/** Whole entities by identifier, in Port's paged blueprint search; those that Port lacks are left out. */
export async function readEntities(
  requests: PortRequests,
  access: PortAccess,
  { blueprint, identifiers }: { blueprint: string; identifiers: string[] },
  signal?: AbortSignal,
): Promise<JsonObject[]> {
  if (identifiers.length === 0) return [];
  const rule = { property: '$identifier', operator: 'in', value: identifiers };
  const query = { combinator: 'and', rules: [rule] };
  const path = portPath`/v1/blueprints/${blueprint}/entities/search`;
  const found: JsonObject[] = [];
  let from: string | null | undefined;
  do {
    const body = { query, limit: PAGE_LIMIT, ...(from && { from }) };
    const page = contentOf(await requests.send(access, { method: 'POST', path, body }, signal), PageAnswer);
    found.push(...page.entities);
    from = page.next;
  } while (from);
  return found;
}
