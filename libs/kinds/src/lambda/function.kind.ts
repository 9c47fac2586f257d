import { defineKind } from '../define-kind.js';
import { account, array, number, object, region, string, tags } from '../fields.js';

/** Never returned by AWS, since write-only: `Code`, `SnapStart`. */
export const lambdaFunction = defineKind({
  type: 'AWS::Lambda::Function',
  title: 'Lambda function',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'lambda:ListFunctions',
    'lambda:GetFunction',
    'lambda:GetFunctionCodeSigningConfig',
    'lambda:GetFunctionRecursionConfig',
    'lambda:GetRuntimeManagementConfig',
  ],
  native: {
    service: 'lambda',
    list: {
      operation: 'ListFunctions',
      input: { MaxItems: 50 },
      items: 'Functions[]',
      token: ['Marker', 'NextMarker'],
    },
    actions: [
      { name: 'ListFunctionsAction' },
      {
        name: 'ListTagsAction',
        optional: true,
        operation: 'ListTags',
        input: { Resource: '{FunctionArn}' },
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: {} },
      },
    ],
    identifier: '{FunctionName}',
    read: { operation: 'GetFunction', input: { FunctionName: '{FunctionName}' }, items: 'Configuration' },
  },
  redacted: ['Environment.Variables'],
  blueprint: 'lambdaFunction',
  entity: {
    identifier: '.Properties.FunctionArn // .Properties.Arn',
    title: '.Properties.FunctionName',
    properties: {
      arn: string('ARN', '.Properties.FunctionArn // .Properties.Arn'),
      region,
      runtime: string('Runtime', '.Properties.Runtime'),
      handler: string('Handler', '.Properties.Handler'),
      description: string('Description', '.Properties.Description'),
      memorySize: number('Memory (MB)', '.Properties.MemorySize'),
      timeout: number('Timeout (s)', '.Properties.Timeout'),
      packageType: string('Package type', '.Properties.PackageType'),
      architectures: array('Architectures', '.Properties.Architectures'),
      role: string('Execution role', '.Properties.Role'),
      vpc: object('VPC configuration', '.Properties.VpcConfig'),
      tags,
    },
    relations: { account },
  },
});
