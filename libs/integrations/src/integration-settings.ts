import { AwsRegion, MAX_CONCURRENT_ACCOUNTS } from '@longshore/domain';
import { z } from 'zod';
import { Partition } from './accounts/integration-accounts.js';

/** What a tenant may adjust per integration. Written without defaults, so that a PATCH changes only what it names. */
const members = {
  /** How people call the integration; its identifier where absent. */
  title: z.string().trim().min(1).max(100),
  partition: Partition,
  /** Whether the first sync creates our blueprints in Port. */
  createDefaultResources: z.boolean(),
  /** Whether Port receives sample resources for its mapping editor. */
  sendRawExamples: z.boolean(),
  /** Account syncs of this integration at the same time; an entry of the mapping may ask for more. */
  maxConcurrentAccounts: z.number().int().min(1).max(MAX_CONCURRENT_ACCOUNTS),
  /** Actions that an entry of the mapping may include; each costs calls for every resource. */
  maxIncludedActions: z.number().int().min(0).max(20),
  /** What is kept of raw resources, for preview and explanation: the newest of each, without secrets. `none` erases what is kept. */
  rawRetention: z.enum(['redacted', 'none']),
  /** What older mappings expect. `defaultRegion`: where an exporter's entries without a list of regions read. */
  compatibility: z.strictObject({ defaultRegion: AwsRegion.optional() }),
};

export const IntegrationSettings = z.strictObject({
  title: members.title.optional(),
  partition: members.partition.default('aws'),
  createDefaultResources: members.createDefaultResources.default(true),
  sendRawExamples: members.sendRawExamples.default(false),
  maxConcurrentAccounts: members.maxConcurrentAccounts.default(5),
  maxIncludedActions: members.maxIncludedActions.default(3),
  rawRetention: members.rawRetention.default('redacted'),
  compatibility: members.compatibility.default({}),
});
export type IntegrationSettings = z.infer<typeof IntegrationSettings>;

export const IntegrationSettingsChange = z.strictObject(members).partial();
export type IntegrationSettingsChange = z.infer<typeof IntegrationSettingsChange>;

/** Minutes between syncs, a year at most; null leaves the integration without a schedule. */
export const IntervalMinutes = z.number().int().min(1).max(525_600).nullable();
