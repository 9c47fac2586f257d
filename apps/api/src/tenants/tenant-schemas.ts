import { OPERATION_STATES } from '@longshore/database';
import { PORT_REGIONS } from '@longshore/tenants';
import { z } from 'zod';

const name = z.string().trim().min(1).max(100);

/** A secret: it is checked for presence only, and never echoed. */
const portCredentials = z.strictObject({
  region: z.enum(PORT_REGIONS),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(500),
});

export const newTenantBody = z.strictObject({ name, port: portCredentials }).meta({ id: 'NewTenant' });

export const switchesBody = z
  .strictObject({
    syncs: z.enum(['on', 'off']).exactOptional(),
    pushes: z.enum(['on', 'off']).exactOptional(),
    deletions: z.enum(['on', 'hold', 'off']).exactOptional(),
  })
  .meta({ id: 'SwitchesChange' });

export const switchesSchema = z
  .object({ syncs: z.enum(['on', 'off']), pushes: z.enum(['on', 'off']), deletions: z.enum(['on', 'hold', 'off']) })
  .meta({ id: 'Switches' });

export const tenantChangeBody = z
  .strictObject({
    name: name.exactOptional(),
    port: portCredentials.exactOptional(),
    switches: switchesBody.exactOptional(),
  })
  .meta({ id: 'TenantChange' });

export const registeredTenantSchema = z
  .object({ id: z.uuid(), name: z.string(), issuer: z.url(), apiKey: z.string().meta({ description: 'Shown once.' }) })
  .meta({ id: 'RegisteredTenant' });

export const tenantSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(['active', 'suspended', 'deleting', 'deleted']),
    issuer: z.url(),
    port: z.object({ region: z.string(), organizationId: z.string() }),
    switches: switchesSchema,
    version: z.int(),
    createdAt: z.iso.datetime(),
    deletedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Tenant' });

const apiKeySchema = z
  .object({
    id: z.uuid(),
    prefix: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });

const removalSchema = z
  .object({
    integration: z.string(),
    status: z.enum(OPERATION_STATES),
    deleted: z.int(),
    kept: z.int().meta({ description: 'Port kept them, since others relate to them' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'Removal' });

export const tenantDetailsSchema = tenantSchema
  .extend({ apiKeys: z.array(apiKeySchema), removals: z.array(removalSchema) })
  .meta({ id: 'TenantDetails' });

export const createdKeySchema = z
  .object({
    id: z.uuid(),
    apiKey: z.string().meta({ description: 'Shown once.' }),
    prefix: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CreatedApiKey' });
