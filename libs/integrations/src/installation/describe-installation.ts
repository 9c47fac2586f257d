import { IntegrationStore, TenantStore } from '@longshore/database';
import { NotFound, type TenantId, WORKLOAD_AUDIENCE, workloadSubject } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { Deployment } from '../deployment.js';
import { findIntegration, type Integration } from '../integration.js';
import { consoleOrigin, stackRegion } from './console-origin.js';
import { InstallationTemplate } from './installation-template.js';
import { quickCreateUrl } from './quick-create-url.js';

export interface Installation {
  issuer: string;
  audience: string;
  subject: string;
  templateUrl: string;
  templateVersion: string;
  /** Of the template, as the link and the commands fill them in. None is a secret. */
  parameters: { [name: string]: string };
  /** Null while CloudFormation cannot fetch the template: it takes S3 objects only. */
  quickCreateUrl: string | null;
  commands: { deploy: string; readRoleArn: string };
}

/** What somebody with rights in the AWS account needs in order to create the role. */
@Injectable()
export class DescribeInstallation {
  constructor(
    private readonly integrations: IntegrationStore,
    private readonly tenants: TenantStore,
    private readonly deployment: Deployment,
    private readonly template: InstallationTemplate,
  ) {}

  /** Throws NotFound. */
  async run(tenantId: TenantId, identifier: string): Promise<Installation> {
    const integration = await findIntegration(this.integrations, tenantId, identifier);
    const tenant = await this.tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    const subject = workloadSubject(tenantId, integration.id);
    const parameters = {
      IssuerUrl: tenant.issuerUrl,
      Subject: subject,
      Audience: WORKLOAD_AUDIENCE,
      RoleName: 'LongshoreReadRole',
    };
    const templateUrl = this.templateUrl();
    const stackName = `longshore-${integration.identifier}`;
    return {
      issuer: tenant.issuerUrl,
      audience: WORKLOAD_AUDIENCE,
      subject,
      templateUrl,
      templateVersion: this.template.version,
      parameters,
      quickCreateUrl: this.link(integration, { templateUrl, stackName, parameters }),
      commands: commands({ templateUrl, stackName, parameters, region: stackRegion(integration.settings.partition) }),
    };
  }

  private templateUrl(): string {
    const folder = this.deployment.templateBaseUrl ?? `${this.deployment.publicUrl}/cloudformation`;
    return `${folder}/${this.template.fileName}`;
  }

  private link({ settings }: Integration, stack: Stack): string | null {
    const { isAwsReal, templateBaseUrl, sandboxConsoleUrl } = this.deployment;
    const region = stackRegion(settings.partition);
    if (isAwsReal) {
      return templateBaseUrl && quickCreateUrl({ ...stack, region, consoleUrl: consoleOrigin(settings.partition) });
    }
    return sandboxConsoleUrl && quickCreateUrl({ ...stack, region, consoleUrl: sandboxConsoleUrl });
  }
}

interface Stack {
  templateUrl: string;
  stackName: string;
  parameters: { [name: string]: string };
}

/** For a shell. The template goes through a file, because `deploy` takes no URL. */
function commands({
  templateUrl,
  stackName,
  parameters,
  region,
}: Stack & { region: string }): Installation['commands'] {
  const file = 'longshore.template.yaml';
  const overrides = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const stack = `--region ${region} --stack-name ${stackName}`;
  return {
    deploy:
      `curl -fsSLo ${file} '${templateUrl}' && aws cloudformation deploy ${stack} --template-file ${file} ` +
      `--capabilities CAPABILITY_NAMED_IAM --parameter-overrides ${overrides.join(' ')}`,
    readRoleArn:
      `aws cloudformation describe-stacks ${stack} --output text ` +
      `--query "Stacks[0].Outputs[?OutputKey=='PortIntegrationRoleArn'].OutputValue"`,
  };
}
