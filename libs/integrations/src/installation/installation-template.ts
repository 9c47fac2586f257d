import { parseDocument } from 'yaml';

/** The CloudFormation template that customers deploy. Also an injection token. */
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
