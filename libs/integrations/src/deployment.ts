/** Where this installation stands, as AWS and browsers reach it. Also an injection token. */
export class Deployment {
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  /** Folder from which AWS CloudFormation fetches templates; null: this API serves them, which only a stand-in AWS accepts. */
  readonly templateBaseUrl: string | null;
  /** True when roles are assumed at AWS itself. */
  readonly isAwsReal: boolean;
  /** Console of the stand-in AWS; null when AWS is real or has no console. */
  readonly sandboxConsoleUrl: string | null;

  constructor(place: {
    publicUrl: string;
    templateBaseUrl: string | null;
    isAwsReal: boolean;
    sandboxConsoleUrl: string | null;
  }) {
    this.publicUrl = place.publicUrl;
    this.templateBaseUrl = place.templateBaseUrl;
    this.isAwsReal = place.isAwsReal;
    this.sandboxConsoleUrl = place.sandboxConsoleUrl;
  }
}
