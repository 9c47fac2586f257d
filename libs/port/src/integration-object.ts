import { isDeepStrictEqual } from 'node:util';
import {
  type CatalogIntegration,
  type JsonObject,
  type KindExamples,
  PortRejected,
  PortUnreachable,
  type PortAccess,
  type ResyncReport,
} from '@longshore/domain';
import { z } from 'zod';
import { contentOf, isSuccess } from './envelope.js';
import { portPath } from './port-path.js';
import type { PortRequests } from './port-requests.js';

const IntegrationAnswer = z.object({ integration: z.looseObject({}) });

/** Registers the integration, or brings it up to date; nothing is sent when Port has it so already. */
export async function recordIntegration(
  requests: PortRequests,
  access: PortAccess,
  integration: CatalogIntegration,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = portPath`/v1/integration/${integration.identifier}`;
  const wanted = membersOf(integration);
  const found = await requests.send(access, { method: 'GET', path }, signal);
  if (found.status === 404) {
    // POST is not in the OpenAPI document; Port's own exporters register themselves with it.
    const body = { installationId: integration.identifier, ...wanted };
    const created = await requests.send(access, { method: 'POST', path: '/v1/integration', body }, signal);
    // 409: another process registered it meanwhile, or an earlier try did and its answer was lost.
    if (created.status !== 409) return isSuccess(created);
    return isSuccess(await requests.send(access, { method: 'PATCH', path, body: wanted }, signal));
  }
  const { integration: recorded } = contentOf(found, IntegrationAnswer);
  const isUpToDate = Object.entries(wanted).every(([member, value]) => isDeepStrictEqual(recorded[member], value));
  return isUpToDate || isSuccess(await requests.send(access, { method: 'PATCH', path, body: wanted }, signal));
}

/** `ocean-core`: Port must not map and delete on its own, as it would with its default `dsp`. */
function membersOf({ type, version, mapping }: CatalogIntegration) {
  return {
    installationAppType: `longshore-${type}`,
    version,
    config: withSelectors(mapping),
    changelogDestination: {},
    processingMode: 'ocean-core',
  };
}

/** Port refuses a resource without a selector (OpenAPI); here its absence lets everything pass, in Port's words `true`. */
function withSelectors(mapping: JsonObject): JsonObject {
  const { resources } = mapping;
  if (!Array.isArray(resources)) return mapping;
  const selective = resources.map((resource) =>
    typeof resource === 'object' && !Array.isArray(resource) ? { selector: { query: 'true' }, ...resource } : resource,
  );
  return { ...mapping, resources: selective };
}

/** An undocumented route of Port's exporters; the misspelt member is Port's. */
export async function reportResync(
  requests: PortRequests,
  access: PortAccess,
  { identifier, report }: { identifier: string; report: ResyncReport },
  signal?: AbortSignal,
): Promise<boolean> {
  const body = {
    status: report.status,
    lastResyncStart: report.startedAt.toISOString(),
    lastResyncEnd: report.endedAt?.toISOString() ?? null,
    nextResync: report.nextAt?.toISOString() ?? null,
    intervalInMinuets: report.intervalMinutes,
  };
  const path = portPath`/v1/integration/${identifier}/resync-state`;
  return isSuccess(await requests.send(access, { method: 'PATCH', path, body }, signal));
}

/** An undocumented route of Port's exporters: it takes five examples of a kind at most, in place of the earlier ones. */
export async function sendExamples(
  requests: PortRequests,
  access: PortAccess,
  { identifier, kind, examples }: KindExamples,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = portPath`/v1/integration/${identifier}/kinds/${kind}/examples`;
  return isSuccess(await requests.send(access, { method: 'POST', path, body: { examples } }, signal));
}

/** The integration object only informs Port's UI: a sync never fails because of it. */
export async function unlessRefused(recording: Promise<boolean>): Promise<boolean> {
  try {
    return await recording;
  } catch (error) {
    if (error instanceof PortRejected || error instanceof PortUnreachable) return false;
    throw error;
  }
}
