import type { JsonObject } from '@longshore/domain';
import type { Estate } from '../resources/estate/estate.js';
import { isServed } from '../resources/estate/regions.js';
import { AwsFault, type AwsRequest } from '../service.js';
import type { NativeService } from './native-service.js';
import { Place } from './place.js';
import type { PageTokenNames } from '../wire/page-token-names.js';
import { NATIVE_SERVICES } from './services.js';

/** The services' own APIs over the estates. Signature, session and injected faults have been dealt with before. */
export class NativeServices {
  private readonly services = new Map(NATIVE_SERVICES.map((service) => [service.name, service]));

  constructor(private readonly estate: Estate) {}

  /** Undefined for an operation that does not come in pages. */
  tokenNames(name: NativeService['name'], operation: string): PageTokenNames | undefined {
    return this.services.get(name)?.operations[operation]?.token;
  }

  /** The answer in the names of the wire. Throws AwsFault in the service's own words. */
  answer(name: NativeService['name'], request: AwsRequest): JsonObject {
    const service = this.services.get(name);
    const operation = service?.operations[request.operation];
    if (service === undefined || operation === undefined || !Object.hasOwn(service.operations, request.operation)) {
      throw new AwsFault('InvalidAction', `The action ${request.operation} is not valid for this web service.`);
    }
    this.requireRegion(service, request);
    const input = operation.input.safeParse(request.input);
    if (!input.success) throw service.refusals.invalid(input.error, request.input);
    const place = new Place(this.estate, request);
    const action = operation.action ?? `${service.prefix ?? service.name}:${request.operation}`;
    const verdict = request.allows(action, operation.resource?.(input.data, place));
    if (!verdict.allowed) throw service.refusals.denied(verdict.message);
    return operation.answer(input.data, place);
  }

  /** A session is unknown in a region that its account has not enabled, and AWS says no more than that. */
  private requireRegion({ protocol }: NativeService, { accountId, region }: AwsRequest): void {
    const known = this.estate.account(accountId).regions.find(({ name }) => name === region);
    if (known !== undefined && isServed(known)) return;
    const [code, status] = protocol.authentication['unknown-key'];
    throw new AwsFault(code, 'The security token included in the request is invalid.', status);
  }
}
