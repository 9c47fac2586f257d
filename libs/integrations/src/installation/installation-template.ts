import { parseDocument } from 'yaml';
import type { Integration } from '../integration.js';

/** A CloudFormation template that customers deploy. */
export class InstallationTemplate {
  readonly version: string;

  constructor(
    /** Last part of its URL. */
    readonly fileName: string,
    readonly text: string,
  ) {
    // CloudFormation's own tags (!Sub, !Ref) are unknown to a YAML parser; the version carries none.
    const document = parseDocument(text, { logLevel: 'silent' });
    this.version = String(document.getIn(['Outputs', 'TemplateVersion', 'Value']));
  }
}

/** The templates that this installation serves. Also an injection token. */
export class InstallationTemplates {
  constructor(
    /** Makes the role in the account that it is deployed in. */
    readonly singleAccount: InstallationTemplate,
    /** Makes it in the management account and, by a StackSet, in the members. */
    readonly organization: InstallationTemplate,
  ) {}

  /** Of accounts that are listed one by one, each gets the template for one. */
  for({ mode }: Integration['accounts']): InstallationTemplate {
    return mode === 'organization' ? this.organization : this.singleAccount;
  }

  find(fileName: string): InstallationTemplate | undefined {
    return [this.singleAccount, this.organization].find((template) => template.fileName === fileName);
  }
}
