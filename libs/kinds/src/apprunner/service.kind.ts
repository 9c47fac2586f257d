import { defineKind } from '../define-kind.js';
import { account, boolean, region, string } from '../fields.js';

const source = '.Properties.SourceConfiguration';

/** Never returned by AWS, since write-only: `AutoScalingConfigurationArn`, `Tags`. */
export const appRunnerService = defineKind({
  type: 'AWS::AppRunner::Service',
  title: 'App Runner service',
  permissions: ['apprunner:ListServices', 'apprunner:DescribeService'],
  redacted: [
    'SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables.*.Value',
    'SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues.RuntimeEnvironmentVariables.*.Value',
  ],
  blueprint: 'appRunnerService',
  entity: {
    identifier: '.Properties.ServiceArn',
    title: '.Properties.ServiceName',
    properties: {
      arn: string('ARN', '.Properties.ServiceArn'),
      region,
      status: string('Status', '.Properties.Status'),
      url: string('URL', '.Properties.ServiceUrl'),
      image: string('Image', `${source}.ImageRepository.ImageIdentifier`),
      repository: string('Source repository', `${source}.CodeRepository.RepositoryUrl`),
      deploysAutomatically: boolean('Deploys automatically', `${source}.AutoDeploymentsEnabled`),
      cpu: string('CPU', '.Properties.InstanceConfiguration.Cpu'),
      memory: string('Memory', '.Properties.InstanceConfiguration.Memory'),
      public: boolean('Public', '.Properties.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible'),
    },
    relations: { account },
  },
});
