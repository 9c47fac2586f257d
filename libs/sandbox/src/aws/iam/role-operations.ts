import { z } from 'zod';
import type { AccountState, Role } from '../state/account-state.js';
import type { IdentityRequest, Operation } from '../wire/operation.js';
import { queryOperation } from '../wire/query-operation.js';
import {
  attachPolicy,
  createRole,
  deleteInlinePolicy,
  deleteRole,
  detachPolicy,
  findRole,
  putInlinePolicy,
  replaceTrustPolicy,
} from './roles.js';
import type { Iam } from './iam-service.js';

const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, 'Member must satisfy regular expression pattern: [\\w+=,.@-]+');
const document = z.string().min(1).max(131_072);
const nothing = z.strictObject({});
const byName = z.strictObject({ RoleName: roleName });
const withPolicy = byName.extend({ PolicyArn: z.string().min(20).max(2048) });

const roleShape = z.strictObject({
  Path: z.string(),
  RoleName: z.string(),
  RoleId: z.string(),
  Arn: z.string(),
  CreateDate: z.iso.datetime(),
  AssumeRolePolicyDocument: z.string(),
  Description: z.string().optional(),
  MaxSessionDuration: z.int(),
});

function describeRole(role: Role) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    // IAM answers policy documents URL-encoded (RFC 3986).
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

function onRole(action: string) {
  return ({ RoleName }: { RoleName: string }, { accountId }: IdentityRequest) => ({
    action,
    resource: `arn:aws:iam::${accountId}:role/${RoleName}`,
  });
}

function createRoleOperation({ state, accountOf }: Iam): Operation {
  return queryOperation({
    input: byName.extend({
      AssumeRolePolicyDocument: document,
      Path: z
        .string()
        .regex(/^\/(?:.*\/)?$/)
        .default('/'),
      Description: z.string().max(1000).optional(),
      MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).default(3600),
    }),
    output: z.strictObject({ Role: roleShape }),
    permission: onRole('iam:CreateRole'),
    run(input, request) {
      const role = createRole(accountOf(request), {
        name: input.RoleName,
        path: input.Path,
        trustPolicy: input.AssumeRolePolicyDocument,
        maxSessionSeconds: input.MaxSessionDuration,
        description: input.Description,
      });
      state.save();
      return { Role: describeRole(role) };
    },
  });
}

function getRoleOperation({ accountOf }: Iam): Operation {
  return queryOperation({
    input: byName,
    output: z.strictObject({ Role: roleShape }),
    permission: onRole('iam:GetRole'),
    run: ({ RoleName }, request) => ({ Role: describeRole(findRole(accountOf(request), RoleName)) }),
  });
}

function listAttachedRolePoliciesOperation({ accountOf }: Iam): Operation {
  return queryOperation({
    input: byName.extend({ PathPrefix: z.string().optional(), MaxItems: z.coerce.number().optional() }),
    output: z.strictObject({
      AttachedPolicies: z.array(z.strictObject({ PolicyName: z.string(), PolicyArn: z.string() })),
      IsTruncated: z.literal(false),
    }),
    permission: onRole('iam:ListAttachedRolePolicies'),
    run({ RoleName }, request) {
      const { attachedPolicyArns } = findRole(accountOf(request), RoleName);
      const policies = attachedPolicyArns.map((arn) => ({ PolicyName: arn.split('/').at(-1) ?? '', PolicyArn: arn }));
      return { AttachedPolicies: policies, IsTruncated: false as const };
    },
  });
}

interface Change<I> {
  action: string;
  input: I;
}

/** An operation that changes one role and answers nothing. */
function changeOperation<I extends z.ZodType<{ RoleName: string }>>(
  { state, accountOf }: Iam,
  { action, input }: Change<I>,
  apply: (account: AccountState, input: z.infer<I>) => void,
): Operation {
  return queryOperation({
    input,
    output: nothing,
    permission: onRole(action),
    run(parsed, request) {
      apply(accountOf(request), parsed);
      state.save();
      return {};
    },
  });
}

function changeOperations(iam: Iam): Record<string, Operation> {
  const named = byName.extend({ PolicyName: z.string().regex(/^[\w+=,.@-]{1,128}$/) });
  return {
    UpdateAssumeRolePolicy: changeOperation(
      iam,
      { action: 'iam:UpdateAssumeRolePolicy', input: byName.extend({ PolicyDocument: document }) },
      (account, { RoleName, PolicyDocument }) => replaceTrustPolicy(account, RoleName, PolicyDocument),
    ),
    AttachRolePolicy: changeOperation(
      iam,
      { action: 'iam:AttachRolePolicy', input: withPolicy },
      (account, { RoleName, PolicyArn }) => attachPolicy(account, RoleName, PolicyArn),
    ),
    DetachRolePolicy: changeOperation(
      iam,
      { action: 'iam:DetachRolePolicy', input: withPolicy },
      (account, { RoleName, PolicyArn }) => detachPolicy(account, RoleName, PolicyArn),
    ),
    PutRolePolicy: changeOperation(
      iam,
      { action: 'iam:PutRolePolicy', input: named.extend({ PolicyDocument: document }) },
      (account, { RoleName, PolicyName, PolicyDocument }) =>
        putInlinePolicy(account, RoleName, { name: PolicyName, text: PolicyDocument }),
    ),
    DeleteRolePolicy: changeOperation(
      iam,
      { action: 'iam:DeleteRolePolicy', input: named },
      (account, { RoleName, PolicyName }) => deleteInlinePolicy(account, RoleName, PolicyName),
    ),
    DeleteRole: changeOperation(iam, { action: 'iam:DeleteRole', input: byName }, (account, { RoleName }) =>
      deleteRole(account, RoleName),
    ),
  };
}

export function roleOperations(iam: Iam): Record<string, Operation> {
  return {
    CreateRole: createRoleOperation(iam),
    GetRole: getRoleOperation(iam),
    ListAttachedRolePolicies: listAttachedRolePoliciesOperation(iam),
    ...changeOperations(iam),
  };
}
