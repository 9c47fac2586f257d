import { IntegrationStore, OrganizationStore, TenantStore } from '@longshore/database';
import { NotFound, type TenantId, WORKLOAD_AUDIENCE, workloadSubject } from '@longshore/domain';
import { Injectable } from '@nestjs/common';
import { Deployment } from '../deployment.js';
import { findIntegration, type Integration } from '../integration.js';
import { consoleOrigin, stackRegion } from './console-origin.js';
import { InstallationTemplates } from './installation-template.js';
import { quickCreateUrl } from './quick-create-url.js';
import { shellCommands, type ShellCommands, type Stack } from './shell-commands.js';
import { areDeployable, templateParameters } from './template-parameters.js';

export interface Installation {
  issuer: string;
  audience: string;
  subject: string;
  templateUrl: string;
  templateVersion: string;
  /** Of the template, as the link and the commands fill them in. None is a secret. */
  parameters: { [name: string]: string };
  /** Null while CloudFormation cannot fetch the template, for it takes S3 objects only, or cannot take its parameters. */
  quickCreateUrl: string | null;
  commands: ShellCommands;
}

@Injectable()
export class InstallationStores {
  constructor(
    readonly integrations: IntegrationStore,
    readonly tenants: TenantStore,
    readonly organizations: OrganizationStore,
  ) {}
}

/** What somebody with rights in the AWS account needs in order to create the role. */
@Injectable()
export class DescribeInstallation {
  constructor(
    private readonly stores: InstallationStores,
    private readonly deployment: Deployment,
    private readonly templates: InstallationTemplates,
  ) {}

  /** Throws NotFound. */
  async run(tenantId: TenantId, identifier: string): Promise<Installation> {
    const { integrations, tenants, organizations } = this.stores;
    const integration = await findIntegration(integrations, tenantId, identifier);
    const tenant = await tenants.get(tenantId);
    if (!tenant) throw new NotFound('Tenant');
    const { accounts, settings } = integration;
    const trust = {
      issuer: tenant.issuerUrl,
      audience: WORKLOAD_AUDIENCE,
      subject: workloadSubject(tenantId, integration.id),
    };
    const template = this.templates.for(accounts);
    const organization = await organizations.get(tenantId, integration.id);
    const roots = (organization?.reading?.units ?? []).filter(({ parentId }) => parentId === null);
    const stack = {
      templateUrl: `${this.templateFolder()}/${template.fileName}`,
      stackName: `longshore-${integration.identifier}`,
      parameters: templateParameters(
        accounts,
        trust,
        roots.map(({ id }) => id),
      ),
    };
    return {
      ...trust,
      templateUrl: stack.templateUrl,
      templateVersion: template.version,
      parameters: stack.parameters,
      quickCreateUrl: areDeployable(stack.parameters) ? this.link(integration, stack) : null,
      commands: shellCommands(accounts, { ...stack, region: stackRegion(settings.partition) }),
    };
  }

  private templateFolder(): string {
    return this.deployment.templateBaseUrl ?? `${this.deployment.publicUrl}/cloudformation`;
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
