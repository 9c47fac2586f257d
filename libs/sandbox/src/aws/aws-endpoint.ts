import type { JsonObject } from '@longshore/domain';
import { befall, distorted, spoilt } from './admin/fault-effects.js';
import type { FaultRules } from './admin/fault-rules.js';
import type { CallCounts } from './call-counts.js';
import type { Callers, Identity } from './identity/callers.js';
import type { RateLimits } from './rate-limits.js';
import type { NativeServices } from './native/native-services.js';
import { AwsFault, type AwsRequest, type ResourceAnswers, type ServiceName } from './service.js';
import { authenticate, AuthenticationFailed } from './signature/authenticate.js';
import { parseAuthorization, type SignedRequest } from './signature/signature-v4.js';
import { NEXT_TOKEN } from './wire/page-token-names.js';
import type { WireAnswer } from './wire/protocol.js';
import type { Operation } from './wire/operation.js';
import type { Call } from './wire/read-call.js';
import { isUnsignedSts, SERVICES, type ServiceWire } from './wire/services.js';

/** The services of identity, by the name of each operation. */
export interface IdentityServices {
  sts: Record<string, Operation>;
  iam: Record<string, Operation>;
  cloudformation: Record<string, Operation>;
  organizations: Record<string, Operation>;
}

interface Dependencies {
  callers: Callers;
  rules: FaultRules;
  limits: RateLimits;
  calls: CallCounts;
  services: IdentityServices;
  resources: ResourceAnswers;
  native: NativeServices;
}

interface Addressed {
  wire: ServiceWire;
  region: string;
  /** Undefined for the one request that needs no signature. */
  identity: Identity | undefined;
}

const UNKNOWN_SERVICE = SERVICES.get('sts') as ServiceWire;

/** All AWS services behind one address: a request names its service in the scope of its signature. */
export class AwsEndpoint {
  constructor(private readonly dependencies: Dependencies) {}

  /** `gone` fires when the caller has gone away. */
  async answer(request: SignedRequest, gone: AbortSignal): Promise<WireAnswer> {
    let wire = UNKNOWN_SERVICE;
    try {
      const authorization = parseAuthorization(request.headers['authorization'] ?? '');
      wire = SERVICES.get(authorization?.service ?? '') ?? UNKNOWN_SERVICE;
      const addressed = this.address(request, wire);
      const call = wire.readCall(request);
      return wire.protocol.writeAnswer(call.operation, await this.dispatch(addressed, call, gone));
    } catch (error) {
      return wire.protocol.writeFault(asFault(error, wire));
    }
  }

  private address(request: SignedRequest, wire: ServiceWire): Addressed {
    const authorization = parseAuthorization(request.headers['authorization'] ?? '');
    if (authorization === undefined) {
      if (isUnsignedSts(request)) return { wire, region: 'us-east-1', identity: undefined };
      throw new AwsFault(...missingToken(wire));
    }
    if (!SERVICES.has(authorization.service)) {
      throw new AwsFault('UnknownEndpoint', `The sandbox has no service ${authorization.service}.`, 404);
    }
    const { callers } = this.dependencies;
    const identity = authenticate(request, authorization, (key, token) => callers.holderOf(key, token));
    if (wire.region !== undefined && authorization.region !== wire.region) {
      const [code, status] = wire.protocol.authentication['bad-signature'];
      throw new AwsFault(code, 'Credential should be scoped to a valid region.', status);
    }
    return { wire, region: authorization.region, identity };
  }

  private async dispatch(addressed: Addressed, call: Call, gone: AbortSignal): Promise<JsonObject> {
    const { wire, region, identity } = addressed;
    const { limits, calls, rules } = this.dependencies;
    const accountId = identity?.accountId ?? accountOfRole(call.input);
    const kind = typeof call.input['TypeName'] === 'string' ? call.input['TypeName'] : undefined;
    const counted = { accountId, region, service: wire.name, operation: call.operation, kind };
    calls.record(counted);
    if (!limits.take(wire.name, accountId, region)) throw new AwsFault(...wire.protocol.throttled);
    const allows: AwsRequest['allows'] = (action, resource) =>
      identity?.allows(region, action, resource) ?? { allowed: true };
    const request = { accountId, region, ...call, allows };
    const own = this.dependencies.native.tokenNames(wire.name, call.operation);
    const token = own ?? NEXT_TOKEN;
    const rule = rules.meet({
      ...counted,
      hasPageToken: call.input[token.asked] !== undefined,
      isListing: own !== undefined || call.operation.startsWith('List'),
      isSigned: identity !== undefined,
    });
    if (rule === undefined) return this.ask(addressed, request);
    const callerArn = identity?.arn;
    await befall(rule, { protocol: wire.protocol, callerArn, gone });
    const answer = await this.ask(addressed, distorted(rule, request, { callerArn, token }));
    return spoilt(rule, call.input, answer, token);
  }

  private async ask({ wire, identity }: Addressed, request: AwsRequest): Promise<JsonObject> {
    const { resources, native, services } = this.dependencies;
    if (wire.name === 'cloudcontrol' || wire.name === 'account') return resources.answer(wire.name, request);
    if (!isIdentityService(wire.name)) return native.answer(wire.name, request);
    const operations = services[wire.name];
    const operation = Object.hasOwn(operations, request.operation) ? operations[request.operation] : undefined;
    if (operation === undefined) {
      throw new AwsFault('InvalidAction', `Could not find operation ${request.operation} for ${wire.name}`);
    }
    const caller = { arn: identity?.arn ?? '', userId: identity?.userId ?? '' };
    return operation.answer({ ...request, caller });
  }
}

function isIdentityService(name: ServiceName): name is keyof IdentityServices {
  return name === 'sts' || name === 'iam' || name === 'cloudformation' || name === 'organizations';
}

function accountOfRole(input: JsonObject): string {
  const arn = typeof input['RoleArn'] === 'string' ? input['RoleArn'] : '';
  return arn.split(':')[4] ?? '';
}

function missingToken({ protocol }: ServiceWire): [string, string, number] {
  const [code, status] = protocol.authentication.missing;
  return [code, 'Request is missing Authentication Token', status];
}

function asFault(error: unknown, { protocol }: ServiceWire): AwsFault {
  if (error instanceof AwsFault) return error;
  if (error instanceof AuthenticationFailed) {
    const [code, status] = protocol.authentication[error.problem];
    return new AwsFault(code, error.message, status);
  }
  return new AwsFault('InternalFailure', `The sandbox failed: ${(error as Error).message}`, 500);
}
