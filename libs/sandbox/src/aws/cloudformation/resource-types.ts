import { randomBytes } from 'node:crypto';
import type { Json } from '@longshore/domain';
import { z } from 'zod';
import { createProvider, deleteProvider } from '../iam/providers.js';
import { attachPolicy, createRole, putInlinePolicy, removeRole } from '../iam/roles.js';
import { AwsFault } from '../service.js';
import type { AccountState } from '../state/account-state.js';
import type { MadeResource } from './evaluator.js';
import { readStackSet } from './stack-set-properties.js';
import type { StackSets } from './stack-sets.js';

export interface ResourceType {
  /** The IAM action that whoever deploys the stack needs. */
  createAction: string;
  deleteAction: string;
  /** What the caller has to acknowledge, told from the properties as written. */
  capability(properties: object): 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | undefined;
  /** Throws AwsFault with the service's reason; then nothing was made. */
  create(place: Place, properties: Json, fallbackName: string): MadeResource | Promise<MadeResource>;
  remove(place: Place, physicalId: string): void | Promise<void>;
}

/** Where a stack makes its resources. */
export interface Place {
  account: AccountState;
  stackSets: StackSets;
}

const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]);
const document = z.union([z.string(), z.record(z.string(), z.json()).transform((value) => JSON.stringify(value))]);

const ProviderProperties = z.strictObject({
  Url: z.string(),
  ClientIdList: z.array(z.string()).default([]),
  ThumbprintList: z.array(z.string()).default([]),
  Tags: tags,
});

const RoleProperties = z.strictObject({
  RoleName: z.string().optional(),
  Path: z.string().default('/'),
  Description: z.string().optional(),
  /** An object, or its JSON text. */
  AssumeRolePolicyDocument: document,
  ManagedPolicyArns: z.array(z.string()).default([]),
  MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).default(3600),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: document })).default([]),
  Tags: tags,
});

const oidcProvider: ResourceType = {
  createAction: 'iam:CreateOpenIDConnectProvider',
  deleteAction: 'iam:DeleteOpenIDConnectProvider',
  capability: () => undefined,
  create({ account }, properties) {
    const { Url, ClientIdList, ThumbprintList } = parse(ProviderProperties, properties);
    const provider = createProvider(account, { url: Url, clientIds: ClientIdList, thumbprints: ThumbprintList });
    return { physicalId: provider.arn, attributes: { Arn: provider.arn } };
  },
  remove: ({ account }, arn) => deleteProvider(account, arn),
};

const role: ResourceType = {
  createAction: 'iam:CreateRole',
  deleteAction: 'iam:DeleteRole',
  capability: (properties) => ('RoleName' in properties ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'),
  create({ account }, properties, fallbackName) {
    const wanted = parse(RoleProperties, properties);
    const { name, arn, id } = createRole(account, {
      name: wanted.RoleName ?? `${fallbackName}-${randomBytes(6).toString('hex').toUpperCase()}`,
      path: wanted.Path,
      trustPolicy: wanted.AssumeRolePolicyDocument,
      maxSessionSeconds: wanted.MaxSessionDuration,
      description: wanted.Description,
    });
    try {
      wanted.ManagedPolicyArns.forEach((policyArn) => attachPolicy(account, name, policyArn));
      wanted.Policies.forEach((one) =>
        putInlinePolicy(account, name, { name: one.PolicyName, text: one.PolicyDocument }),
      );
    } catch (error) {
      removeRole(account, name);
      throw error;
    }
    return { physicalId: name, attributes: { Arn: arn, RoleId: id } };
  },
  remove: ({ account }, name) => removeRole(account, name),
};

const stackSet: ResourceType = {
  createAction: 'cloudformation:CreateStackSet',
  deleteAction: 'cloudformation:DeleteStackSet',
  capability: () => undefined,
  async create({ account, stackSets }, properties) {
    const { id } = await stackSets.create(account, readStackSet(properties));
    return { physicalId: id, attributes: { StackSetId: id } };
  },
  remove: ({ account, stackSets }, id) => stackSets.remove(account, id),
};

const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::OIDCProvider': oidcProvider,
  'AWS::IAM::Role': role,
  'AWS::CloudFormation::StackSet': stackSet,
};

/** Throws ValidationError for a type that this stand-in cannot make. */
export function resourceType(name: string): ResourceType {
  const type = RESOURCE_TYPES[name];
  if (type !== undefined) return type;
  throw new AwsFault('ValidationError', `Template format error: Unrecognized resource types: [${name}]`);
}

function parse<T extends z.ZodType>(schema: T, properties: Json): z.infer<T> {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new AwsFault('InvalidRequest', `Properties validation failed: ${z.prettifyError(parsed.error)}`);
}
