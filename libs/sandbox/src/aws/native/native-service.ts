import type { JsonObject } from '@longshore/domain';
import type { z } from 'zod';
import type { ServiceName } from '../service.js';
import type { Refusals } from '../wire/operation.js';
import type { PageTokenNames } from '../wire/page-token-names.js';
import type { Protocol } from '../wire/protocol.js';
import type { Call } from '../wire/read-call.js';
import type { SignedRequest } from '../signature/signature-v4.js';
import type { Place } from './place.js';

/**
 * One operation. Its answer stands in the names of the wire; in XML a list repeats the element that it stands under:
 * `{ Topics: { member: [{ TopicArn: 'a' }] } }`.
 */
export interface NativeOperation<Input extends z.ZodType = z.ZodType> {
  input: Input;
  /** Default: the service's prefix and the operation's name. */
  action?: string;
  /** Of an operation that comes in pages. */
  token?: PageTokenNames;
  /** The ARN that the caller needs a permission for; default `*`. */
  resource?(input: z.infer<Input>, place: Place): string;
  answer(input: z.infer<Input>, place: Place): JsonObject;
}

/** A service that answers from the estates, as its own API does. */
export interface NativeService {
  name: ServiceName;
  /** In the scope of a signature. Default: its name. */
  signedAs?: string;
  /** Of its actions in IAM. Default: its name. */
  prefix?: string;
  protocol: Protocol;
  readCall(request: SignedRequest): Call;
  refusals: Refusals;
  operations: Record<string, NativeOperation>;
}

/** Infers the input of an operation from its schema. */
export function operation<Input extends z.ZodType>(definition: NativeOperation<Input>): NativeOperation {
  return definition;
}
