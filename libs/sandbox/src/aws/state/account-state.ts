import { z } from 'zod';
import { StackSet } from './stack-set-state.js';

const Provider = z.object({
  arn: z.string(),
  /** With its scheme, without a trailing slash: what the `iss` of a token must equal. */
  url: z.url(),
  clientIds: z.array(z.string()),
  thumbprints: z.array(z.string()),
  createdAt: z.iso.datetime(),
});
export type Provider = z.infer<typeof Provider>;

const Role = z.object({
  name: z.string(),
  path: z.string(),
  arn: z.string(),
  /** `AROA...`, never reused: sessions of a deleted role stay invalid when a role of the same name appears. */
  id: z.string(),
  description: z.string().optional(),
  trustPolicy: z.string(),
  maxSessionSeconds: z.int(),
  attachedPolicyArns: z.array(z.string()),
  inlinePolicies: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
});
export type Role = z.infer<typeof Role>;

const StackResource = z.object({
  logicalId: z.string(),
  type: z.string(),
  physicalId: z.string(),
  attributes: z.record(z.string(), z.string()),
  retained: z.boolean(),
});
export type StackResource = z.infer<typeof StackResource>;

const StackEvent = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  logicalId: z.string(),
  physicalId: z.string(),
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
});
export type StackEvent = z.infer<typeof StackEvent>;

export const StackStatus = z.enum([
  'CREATE_IN_PROGRESS',
  'CREATE_COMPLETE',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_COMPLETE',
]);
export type StackStatus = z.infer<typeof StackStatus>;

const Stack = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  status: StackStatus,
  statusReason: z.string().optional(),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  capabilities: z.array(z.string()),
  resources: z.array(StackResource),
  outputs: z.array(z.object({ key: z.string(), value: z.string(), description: z.string().optional() })),
  events: z.array(StackEvent),
  createdAt: z.iso.datetime(),
});
export type Stack = z.infer<typeof Stack>;

export const AccountState = z.object({
  id: z.string().regex(/^\d{12}$/),
  name: z.string(),
  providers: z.array(Provider),
  roles: z.array(Role),
  stacks: z.array(Stack),
  stackSets: z.array(StackSet).default([]),
});
export type AccountState = z.infer<typeof AccountState>;
