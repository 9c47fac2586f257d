import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { AwsFault } from '../service.js';
import type { SignedRequest } from '../signature/signature-v4.js';
import { parseQueryInput } from './query-input.js';

export interface Call {
  operation: string;
  input: JsonObject;
}

/** The query protocols: everything stands in a form. */
export function readQuery(request: SignedRequest): Call {
  const form = new URLSearchParams(request.body.toString('utf8'));
  return { operation: form.get('Action') ?? '', input: parseQueryInput(form) };
}

/** AWS JSON: a header names the operation. */
export function readTarget(request: SignedRequest): Call {
  const [, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
  return { operation, input: readJson(request.body) };
}

const jsonObject = z.record(z.string(), z.json());

export function readJson(body: Buffer): JsonObject {
  try {
    return jsonObject.parse(JSON.parse(body.toString('utf8') || '{}'));
  } catch {
    throw new AwsFault('SerializationException', 'The body is not a JSON object.');
  }
}
