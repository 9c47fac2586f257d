import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags, time } from '../fields.js';

/** Parameters without NoEcho, outputs and template are told as they are, whatever stands in them. */
export const cloudFormationStack = defineKind({
  type: 'AWS::CloudFormation::Stack',
  title: 'CloudFormation stack',
  permissions: ['cloudformation:ListStacks', 'cloudformation:DescribeStacks', 'cloudformation:GetStackPolicy'],
  redacted: ['Parameters.*', 'Outputs.*.OutputValue', 'TemplateBody'],
  blueprint: 'cloudFormationStack',
  entity: {
    identifier: '.Properties.StackId',
    title: '.Properties.StackName // (.Properties.StackId | split("/")[1])',
    properties: {
      arn: string('ARN', '.Properties.StackId'),
      region,
      status: string('Status', '.Properties.StackStatus'),
      description: string('Description', '.Properties.Description'),
      role: string('Role', '.Properties.RoleARN'),
      parent: string('Parent stack', '.Properties.ParentId'),
      capabilities: array('Capabilities', '.Properties.Capabilities'),
      terminationProtection: boolean('Termination protection', '.Properties.EnableTerminationProtection'),
      created: time('Created', '.Properties.CreationTime'),
      lastUpdated: time('Last updated', '.Properties.LastUpdateTime'),
      tags,
    },
    relations: { account },
  },
});
