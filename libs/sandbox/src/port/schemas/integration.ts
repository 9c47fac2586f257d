import { z } from 'zod';
import { ok, stamps } from './envelope.js';

/** Port OpenAPI: `selector` is required, `selector.query` is not; `mappings` is one object or a list. */
const EntityMapping = z.looseObject({
  identifier: z.union([z.string(), z.strictObject({ combinator: z.string(), rules: z.array(z.looseObject({})) })]),
  blueprint: z.string(),
});

const Resource = z.looseObject({
  kind: z.string(),
  selector: z.looseObject({ query: z.string().optional() }),
  port: z.looseObject({ entity: z.looseObject({ mappings: z.union([EntityMapping, z.array(EntityMapping)]) }) }),
});

const Config = z
  .looseObject({
    deleteDependentEntities: z.boolean().optional(),
    createMissingRelatedEntities: z.boolean().optional(),
    resources: z.array(Resource).optional(),
  })
  .nullable();
const Destination = z.record(z.string(), z.unknown());

const members = {
  title: z.string().nullable().optional(),
  installationAppType: z.string().optional(),
  version: z.string().optional(),
  spec: z.record(z.string(), z.unknown()).optional(),
  config: Config.optional(),
  changelogDestination: Destination.optional(),
  actionsProcessingEnabled: z.boolean().optional(),
  incrementalSyncEnabled: z.boolean().optional(),
  arePortResourcesInitialized: z.boolean().optional(),
  processingMode: z.enum(['ocean-core', 'dsp']).optional(),
};

/** Body of POST /v1/integration: not in the OpenAPI document, known from Port's own exporters. */
export const NewIntegration = z.looseObject({
  ...members,
  installationId: z.string().min(1),
  installationAppType: z.string().min(1),
});

/** Body of PATCH; an empty one asks for a resync. */
export const IntegrationPatch = z.looseObject(members).nullish();

export const ConfigPatch = z.strictObject({ config: Config });

/** Undocumented; the misspelt member is Port's. */
export const ResyncState = z.looseObject({
  status: z.enum(['running', 'completed', 'failed', 'aborted']).optional(),
  lastResyncStart: z.iso.datetime({ offset: true }).nullish(),
  lastResyncEnd: z.iso.datetime({ offset: true }).nullish(),
  nextResync: z.iso.datetime({ offset: true }).nullish(),
  intervalInMinuets: z.number().nullish(),
});

export const IntegrationContent = z.looseObject({
  ...members,
  _id: z.string(),
  _orgId: z.string(),
  identifier: z.string(),
  installationId: z.string(),
  installationAppType: z.string(),
  integrationType: z.string(),
  installationType: z.string(),
  resyncState: ResyncState.extend({ updatedAt: z.iso.datetime() }).optional(),
  resyncRequest: z.strictObject({ updatedAt: z.iso.datetime() }).optional(),
  examples: z.record(z.string(), z.array(z.unknown())),
});
export type IntegrationContent = z.output<typeof IntegrationContent>;

export const Integration = IntegrationContent.extend(stamps);
export type Integration = z.output<typeof Integration>;

export const OneIntegration = z.strictObject({
  ok,
  integration: Integration.omit({ examples: true, resyncRequest: true }),
});
export const Integrations = z.strictObject({
  ok,
  integrations: z.array(Integration.omit({ examples: true, resyncRequest: true })),
});
export const ResyncRequest = z.strictObject({
  ok,
  request: z.strictObject({ updatedAt: z.iso.datetime() }).nullable(),
});
export const IntegrationById = z.object({ identifier: z.string() });
export const KindOfIntegration = z.object({ identifier: z.string(), kind: z.string() });
export const Examples = z.looseObject({ examples: z.array(z.record(z.string(), z.unknown())).max(5) });
