import type { Json } from '@longshore/domain';
import { z } from 'zod';
import type { StackSet } from '../state/stack-set-state.js';
import { AwsFault } from '../service.js';

const percentage = z.int().min(0).max(100).optional();
const count = z.int().min(0).optional();

const targets = z.strictObject({
  OrganizationalUnitIds: z.array(z.string().regex(/^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/)).min(1),
  Accounts: z
    .array(z.string().regex(/^\d{12}$/))
    .min(1)
    .optional(),
  AccountFilterType: z.enum(['NONE', 'UNION', 'INTERSECTION', 'DIFFERENCE']).optional(),
});

/** AWS::CloudFormation::StackSet with service-managed permissions, in one group of instances (CloudFormation Template Reference). */
const Properties = z.strictObject({
  StackSetName: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/),
  Description: z.string().max(1024).optional(),
  PermissionModel: z.literal('SERVICE_MANAGED'),
  CallAs: z.literal('SELF').optional(),
  AutoDeployment: z.strictObject({ Enabled: z.boolean(), RetainStacksOnAccountRemoval: z.boolean().default(false) }),
  ManagedExecution: z.strictObject({ Active: z.boolean() }).optional(),
  Capabilities: z.array(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])).default([]),
  OperationPreferences: z
    .strictObject({
      FailureToleranceCount: count,
      FailureTolerancePercentage: percentage,
      MaxConcurrentCount: count,
      MaxConcurrentPercentage: percentage,
      RegionConcurrencyType: z.enum(['SEQUENTIAL', 'PARALLEL']).optional(),
    })
    .default({}),
  StackInstancesGroup: z.tuple([z.strictObject({ DeploymentTargets: targets, Regions: z.array(z.string()).min(1) })]),
  Parameters: z.array(z.strictObject({ ParameterKey: z.string(), ParameterValue: z.string() })).default([]),
  TemplateBody: z.string().min(1).max(51_200),
});

export type NewStackSet = Omit<StackSet, 'id' | 'instances'> & {
  /** How many of so many instances may fail. */
  toleratedOf(instances: number): number;
};

/** Throws InvalidRequest for properties that the resource type does not take. */
export function readStackSet(json: Json): NewStackSet {
  const parsed = Properties.safeParse(json);
  if (!parsed.success) {
    throw new AwsFault('InvalidRequest', `Properties validation failed: ${z.prettifyError(parsed.error)}`);
  }
  const { data } = parsed;
  const [{ DeploymentTargets, Regions }] = data.StackInstancesGroup;
  const preferences = data.OperationPreferences;
  return {
    name: data.StackSetName,
    templateBody: data.TemplateBody,
    parameters: Object.fromEntries(data.Parameters.map((one) => [one.ParameterKey, one.ParameterValue])),
    capabilities: data.Capabilities,
    regions: Regions,
    organizationalUnitIds: DeploymentTargets.OrganizationalUnitIds,
    ...accountFilter(DeploymentTargets),
    autoDeployment: {
      enabled: data.AutoDeployment.Enabled,
      retainStacksOnAccountRemoval: data.AutoDeployment.RetainStacksOnAccountRemoval,
    },
    toleratedOf: (instances) =>
      preferences.FailureToleranceCount ??
      Math.floor(((preferences.FailureTolerancePercentage ?? 0) * instances) / 100),
  };
}

function accountFilter({ Accounts = [], AccountFilterType }: z.infer<typeof targets>) {
  if (AccountFilterType === 'UNION') throw refused('UNION is not supported for create operations');
  if (Accounts.length > 0 && AccountFilterType === undefined) throw refused('AccountFilterType must be specified');
  const type = AccountFilterType ?? 'NONE';
  if (type === 'NONE' && Accounts.length > 0) throw refused('Accounts cannot be specified with AccountFilterType NONE');
  if (type !== 'NONE' && Accounts.length === 0)
    throw refused(`Accounts must be specified with AccountFilterType ${type}`);
  return { accountFilterType: type, accountIds: Accounts };
}

function refused(reason: string): AwsFault {
  return new AwsFault('InvalidRequest', `Invalid DeploymentTargets: ${reason}`);
}
