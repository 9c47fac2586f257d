import { IntegrationIdentifier, RoleArn } from '@longshore/domain';
import {
  IntegrationAccounts,
  IntegrationSettings,
  IntegrationSettingsChange,
  IntervalMinutes,
} from '@longshore/integrations';
import { z } from 'zod';

const DAY = 1440;

export const newIntegrationBody = z
  .strictObject({
    identifier: IntegrationIdentifier,
    accounts: IntegrationAccounts,
    intervalMinutes: IntervalMinutes.default(DAY),
    schedule: z.null('calendars are not offered yet: use intervalMinutes').exactOptional(),
    settings: IntegrationSettings.prefault({}),
  })
  .meta({ id: 'NewIntegration' });

export const integrationChangeBody = z
  .strictObject({
    accounts: IntegrationAccounts.optional(),
    intervalMinutes: IntervalMinutes.optional(),
    settings: IntegrationSettingsChange.optional(),
  })
  .meta({ id: 'IntegrationChange' });

export const roleBody = z.strictObject({ roleArn: RoleArn }).meta({ id: 'Role' });

export const deletionQuery = z.strictObject({ entities: z.enum(['keep', 'delete']).default('keep') });

export const integrationSchema = z
  .object({
    id: z.uuid(),
    identifier: z.string(),
    state: z.enum(['pending', 'active', 'paused', 'deleting', 'deleted']),
    accounts: IntegrationAccounts,
    intervalMinutes: IntervalMinutes,
    nextDueAt: z.iso.datetime().nullable(),
    settings: IntegrationSettings,
    mappingVersion: z.int().nullable(),
    version: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Integration' });
