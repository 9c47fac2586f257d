import type { JsonObject } from '@longshore/domain';
import { AwsFault, type AwsRequest, type ResourceAnswers, type ResourceService } from '../service.js';
import { AccountManagement } from './account.js';
import { CloudControl, type CloudControlQuirks } from './cloud-control.js';
import type { Estate } from './estate/estate.js';
import { isServed } from './estate/regions.js';

/** List handlers that stop at their service's first page and give no token. */
const TRUNCATED: { [type: string]: number } = { 'AWS::SQS::Queue': 1000, 'AWS::ApiGateway::ApiKey': 25 };

const defaultQuirks: CloudControlQuirks = {
  pageSize: () => 25,
  truncatedAt: (type) => TRUNCATED[type],
  now: () => new Date(),
};

/** The services that tell what an account has. Signature, session and injected faults have been dealt with before. */
export class ResourceServices implements ResourceAnswers {
  private readonly cloudControl: CloudControl;
  private readonly account: AccountManagement;

  constructor(
    readonly estate: Estate,
    quirks: Partial<CloudControlQuirks> = {},
  ) {
    this.cloudControl = new CloudControl(estate, { ...defaultQuirks, ...quirks });
    this.account = new AccountManagement(estate);
  }

  /** The operation's output. Rejects with an AwsFault of AWS's own code. */
  async answer(service: ResourceService, request: AwsRequest): Promise<JsonObject> {
    this.requireRegion(service, request);
    if (service === 'cloudcontrol') return this.cloudControl.answer(request);
    return this.account.answer(request);
  }

  /** A session is unknown in a region that its account has not enabled, and AWS says no more than that. */
  private requireRegion(service: ResourceService, { accountId, region }: AwsRequest): void {
    const known = this.estate.account(accountId).regions.find(({ name }) => name === region);
    if (known !== undefined && isServed(known)) return;
    const status = service === 'account' ? 403 : 400;
    throw new AwsFault('UnrecognizedClientException', 'The security token included in the request is invalid.', status);
  }
}
