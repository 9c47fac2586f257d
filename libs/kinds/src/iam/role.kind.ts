import { defineKind } from '../define-kind.js';
import { account, array, number, object, string, tags } from '../fields.js';

export const iamRole = defineKind({
  type: 'AWS::IAM::Role',
  title: 'IAM role',
  isStarting: true,
  reach: 'global',
  permissions: [
    'iam:ListRoles',
    'iam:GetRole',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
  ],
  blueprint: 'iamRole',
  entity: {
    // IAM allows a comma in a name, Port's identifiers do not; a colon is the other way round.
    identifier: '.Properties.Arn | gsub(","; ":")',
    title: '.Properties.RoleName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      roleId: string('Role id', '.Properties.RoleId'),
      path: string('Path', '.Properties.Path'),
      description: string('Description', '.Properties.Description'),
      maxSessionDuration: number('Longest session (s)', '.Properties.MaxSessionDuration'),
      managedPolicies: array('Managed policies', '.Properties.ManagedPolicyArns'),
      trustPolicy: object(
        'Trust policy',
        '.Properties.AssumeRolePolicyDocument | if type == "string" then fromjson else . end',
      ),
      permissionsBoundary: string('Permissions boundary', '.Properties.PermissionsBoundary'),
      tags,
    },
    relations: { account },
  },
});
