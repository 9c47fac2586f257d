import { z } from 'zod';
import { ok, stamps } from './envelope.js';

/** Port OpenAPI, action `identifier`: as an entity's, without slashes. */
const ActionIdentifier = z
  .string()
  .min(1)
  .regex(/^[\p{L}0-9@_.+:=-]+$/u);

const Trigger = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('self-service'),
    operation: z.enum(['CREATE', 'DAY-2', 'DELETE']),
    blueprintIdentifier: z.string().optional(),
    userInputs: z.looseObject({}).optional(),
  }),
  z.looseObject({ type: z.literal('automation'), event: z.looseObject({ type: z.string() }) }),
]);

const INVOCATIONS = [
  'WEBHOOK',
  'KAFKA',
  'GITHUB',
  'GITLAB',
  'AZURE_DEVOPS',
  'UPSERT_ENTITY',
  'INTEGRATION_ACTION',
] as const;

const members = {
  identifier: ActionIdentifier,
  title: z.string().optional(),
  description: z.string().optional(),
  trigger: Trigger,
  invocationMethod: z.looseObject({ type: z.enum(INVOCATIONS) }),
  requiredApproval: z.union([z.boolean(), z.looseObject({ type: z.enum(['ANY', 'ALL']) })]).optional(),
};

export const NewAction = z.looseObject(members);
export type NewAction = z.output<typeof NewAction>;
export const Action = NewAction.extend(stamps);
export type Action = z.output<typeof Action>;
export const OneAction = z.strictObject({ ok, action: Action });
export const Actions = z.strictObject({ ok, actions: z.array(Action) });
export const ActionById = z.object({ action: z.string() });
