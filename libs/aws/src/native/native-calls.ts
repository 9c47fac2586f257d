import { type AwsAccount, AwsCallFailed, type JsonObject, type StageEffort } from '@longshore/domain';
import { type NativeCall, type NativeService, permissionOf } from '@longshore/kinds';
import type { AwsCalls } from '../aws-calls.js';
import { ResourceAbsent } from '../call-error.js';
import type { AwsEndpoint } from '../client-options.js';
import { plainAnswer } from './plain-json.js';
import { ServiceClients } from './service-clients.js';

export interface CallSite {
  account: AwsAccount;
  region: string;
  service: NativeService;
  /** Where retries and throttles are counted. */
  spent?: Partial<StageEffort>;
}

/** Calls operations of services by name; a failure says which one it was. */
export class NativeCalls {
  private readonly clients: ServiceClients;

  constructor(
    private readonly calls: AwsCalls,
    endpoint: AwsEndpoint,
  ) {
    this.clients = new ServiceClients(endpoint);
  }

  async call(site: CallSite, call: NativeCall, input: object, signal: AbortSignal): Promise<JsonObject> {
    const { service, region } = site;
    const command = await this.clients.command(service, call.operation, input);
    try {
      const answer = await this.calls.run(site, signal, async (credentials) =>
        (await this.clients.of(service, region, credentials)).send(command, { abortSignal: signal }),
      );
      return plainAnswer(answer);
    } catch (error) {
      throw error instanceof AwsCallFailed ? named(error, service, call) : error;
    }
  }
}

function named(error: AwsCallFailed, service: NativeService, call: NativeCall): AwsCallFailed {
  const { reason, detail, action } = error.failure;
  const Failure = error instanceof ResourceAbsent ? ResourceAbsent : AwsCallFailed;
  const failure = { ...error.failure, detail: `${service}:${call.operation}: ${detail}` };
  // Some services refuse without saying what.
  const refused = action ?? (reason === 'denied' ? permissionOf(service, call) : undefined);
  return new Failure(refused === undefined ? failure : { ...failure, action: refused }, { cause: error.cause });
}
