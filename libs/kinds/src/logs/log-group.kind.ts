import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, tags } from '../fields.js';

export const logGroup = defineKind({
  type: 'AWS::Logs::LogGroup',
  title: 'CloudWatch log group',
  isStarting: true,
  reach: 'regional',
  permissions: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
  blueprint: 'logGroup',
  entity: {
    // The ARN ends in `:*` and names may hold `#`: Port's identifiers allow neither, and log group names have no `=`.
    identifier: '.Properties.Arn | rtrimstr(":*") | gsub("#"; "=")',
    title: '.Properties.LogGroupName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      class: string('Class', '.Properties.LogGroupClass'),
      retentionDays: number('Retention (days)', '.Properties.RetentionInDays'),
      kmsKey: string('KMS key', '.Properties.KmsKeyId'),
      deletionProtection: boolean('Deletion protection', '.Properties.DeletionProtectionEnabled'),
      tags,
    },
    relations: { account },
  },
});
