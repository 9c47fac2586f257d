import { type Json, type JsonObject, PortRejected, PortUnreachable } from '@longshore/domain';
import { z } from 'zod';
import type { HttpAnswer } from './exchange.js';

/** Port's error envelope; `message` is optional on 401 and 413 (Port OpenAPI). */
const Refusal = z.object({ error: z.string(), message: z.string().optional() });

const JsonValue = z.json() as z.ZodType<Json>;
export const JsonMembers = z.record(z.string(), JsonValue) as z.ZodType<JsonObject>;

export const TokenAnswer = z.object({ accessToken: z.string().min(1), expiresIn: z.number().positive() });

export const OrganizationAnswer = z.object({ organization: z.object({ id: z.string(), name: z.string() }) });

export const BatchAnswer = z.object({
  entities: z.array(z.object({ index: z.number(), created: z.boolean(), identifier: z.string() })).default([]),
  errors: z
    .array(
      z.object({
        index: z.number(),
        statusCode: z.number(),
        error: z.string(),
        message: z.string(),
      }),
    )
    .default([]),
});

export const DeletedAnswer = z.object({ deletedEntities: z.array(z.string()) });

export const PageAnswer = z.object({ entities: z.array(JsonMembers), next: z.string().nullish() });

export const CountAnswer = z.object({ count: z.number() });

export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** What Port says about a refusal, also when it says it in another form. */
export function refusalOf(answer: HttpAnswer): { error: string; message: string } {
  const read = Refusal.safeParse(answer.body);
  if (!read.success) return { error: 'unknown', message: 'the answer is not in the form of Port' };
  return { error: read.data.error, message: read.data.message ?? read.data.error };
}

/** The content of a success. Throws PortRejected for a refusal, and PortUnreachable for a success in another form than Port's. */
export function contentOf<T>(answer: HttpAnswer, schema: z.ZodType<T>): T {
  if (!isSuccess(answer)) throw rejected(answer);
  const read = schema.safeParse(answer.body);
  if (!read.success) throw new PortUnreachable(`${answer.status} in an unknown form`, { cause: read.error });
  return read.data;
}

export function rejected(answer: HttpAnswer): PortRejected {
  const { error, message } = refusalOf(answer);
  return new PortRejected(answer.status, error, message);
}
