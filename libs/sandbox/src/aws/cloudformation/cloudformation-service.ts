import { z } from 'zod';
import { AwsFault } from '../service.js';
import type { Stack } from '../state/account-state.js';
import type { IdentityRequest, Operation } from '../wire/operation.js';
import { queryOperation } from '../wire/query-operation.js';
import type { Estate } from '../resources/estate/estate.js';
import type { Stacks } from './stacks.js';
import { fetchTemplate } from './template-source.js';
import { typeRegistryOperations } from './type-registry.js';

const stackName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
const nameOrId = z.string().min(1).max(2048);
const nothing = z.strictObject({});

function list<T extends z.ZodType>(item: T) {
  return z.union([z.literal('').transform(() => []), z.array(item)]).default([]);
}

const createInput = z.strictObject({
  StackName: stackName,
  TemplateBody: z.string().min(1).max(51_200).optional(),
  TemplateURL: z.string().min(1).max(1024).optional(),
  Parameters: list(z.strictObject({ ParameterKey: z.string(), ParameterValue: z.string() })),
  Capabilities: list(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])),
  ClientRequestToken: z.string().optional(),
});

const createStack = (stacks: Stacks) =>
  queryOperation({
    input: createInput,
    output: z.strictObject({ StackId: z.string() }),
    permission: ({ StackName }, request) => onStack('cloudformation:CreateStack', StackName, request),
    async run({ StackName, TemplateBody, TemplateURL, Parameters, Capabilities }, { accountId, region, allows }) {
      const given = Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue] as const);
      const { id } = stacks.create({
        accountId,
        region,
        allows,
        name: StackName,
        templateBody: TemplateBody ?? (await fetchTemplate(TemplateURL ?? missingTemplate())),
        parameters: Object.fromEntries(given),
        capabilities: Capabilities,
      });
      return { StackId: id };
    },
  });

const outputShape = z.strictObject({
  OutputKey: z.string(),
  OutputValue: z.string(),
  Description: z.string().optional(),
});

const stackShape = z.strictObject({
  StackId: z.string(),
  StackName: z.string(),
  Description: z.string().optional(),
  CreationTime: z.iso.datetime(),
  StackStatus: z.string(),
  StackStatusReason: z.string().optional(),
  Parameters: z.array(z.strictObject({ ParameterKey: z.string(), ParameterValue: z.string() })),
  Capabilities: z.array(z.string()),
  Outputs: z.array(outputShape),
});

const describeStacks = (stacks: Stacks) =>
  queryOperation({
    input: z.strictObject({ StackName: nameOrId.optional(), NextToken: z.string().optional() }),
    output: z.strictObject({ Stacks: z.array(stackShape) }),
    permission: ({ StackName = '*' }, request) => onStack('cloudformation:DescribeStacks', StackName, request),
    run({ StackName }, { accountId, region }) {
      const found =
        StackName === undefined ? stacks.list(accountId, region) : [stacks.find(accountId, region, StackName)];
      return { Stacks: found.map(describe) };
    },
  });

const eventShape = z.strictObject({
  StackId: z.string(),
  StackName: z.string(),
  EventId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string(),
  ResourceType: z.string(),
  Timestamp: z.iso.datetime(),
  ResourceStatus: z.string(),
  ResourceStatusReason: z.string().optional(),
});

const describeStackEvents = (stacks: Stacks) =>
  queryOperation({
    input: z.strictObject({ StackName: nameOrId, NextToken: z.string().optional() }),
    output: z.strictObject({ StackEvents: z.array(eventShape) }),
    permission: ({ StackName }, request) => onStack('cloudformation:DescribeStackEvents', StackName, request),
    run({ StackName }, { accountId, region }) {
      const stack = stacks.find(accountId, region, StackName);
      const events = stack.events.map((event) => ({
        StackId: stack.id,
        StackName: stack.name,
        EventId: event.id,
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        Timestamp: event.at,
        ResourceStatus: event.status,
        ResourceStatusReason: event.reason,
      }));
      return { StackEvents: events.reverse() };
    },
  });

const deleteStack = (stacks: Stacks) =>
  queryOperation({
    input: z.strictObject({ StackName: nameOrId, ClientRequestToken: z.string().optional() }),
    output: nothing,
    permission: ({ StackName }, request) => onStack('cloudformation:DeleteStack', StackName, request),
    run({ StackName }, { accountId, region }) {
      stacks.delete(accountId, region, StackName);
      return {};
    },
  });

export function cloudFormationOperations(stacks: Stacks, estate: Estate): Record<string, Operation> {
  return {
    ...typeRegistryOperations(estate),
    CreateStack: createStack(stacks),
    DescribeStacks: describeStacks(stacks),
    DescribeStackEvents: describeStackEvents(stacks),
    DeleteStack: deleteStack(stacks),
  };
}

function describe(stack: Stack): z.infer<typeof stackShape> {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    CreationTime: stack.createdAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    Parameters: Object.entries(stack.parameters).map(([key, value]) => ({ ParameterKey: key, ParameterValue: value })),
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map(({ key, value, description }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
    })),
  };
}

function onStack(action: string, name: string, { accountId, region }: IdentityRequest) {
  const arn = name.startsWith('arn:') ? name : `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/*`;
  return { action, resource: name === '*' ? '*' : arn };
}

function missingTemplate(): never {
  throw new AwsFault('ValidationError', 'Either Template URL or Template Body must be specified.');
}
