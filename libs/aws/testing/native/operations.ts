import type { Json, JsonObject } from '@longshore/domain';
import type { NativeService } from '@longshore/kinds';
import { NormalizedSchema } from '@smithy/core/schema';
import { SDKS } from '../../src/native/service-clients.js';

export type Protocol = 'json' | 'query' | 'ec2' | 'rest-json' | 'rest-xml';

/** An operation as the SDK's own model describes it. */
export interface Operation {
  service: NativeService;
  name: string;
  protocol: Protocol;
  http: { method: string; uri: string } | null;
  output: NormalizedSchema;
}

const PROTOCOLS: Partial<Record<NativeService, Protocol>> = {
  ec2: 'ec2',
  eks: 'rest-json',
  elasticache: 'query',
  kafka: 'rest-json',
  lambda: 'rest-json',
  rds: 'query',
  s3: 'rest-xml',
  sesv2: 'rest-json',
  sns: 'query',
};

type Modelled = { schema: [number, string, string, { http?: [string, string, number] }, unknown, never] };

export async function operationOf(service: NativeService, name: string): Promise<Operation> {
  const Command = (await SDKS[service]()).command(name);
  if (!Command) throw new Error(`${service} has no operation ${name}`);
  const { schema } = new Command({}) as Modelled;
  const [method = 'POST', uri = '/'] = schema[3].http ?? [];
  return {
    service,
    name,
    protocol: PROTOCOLS[service] ?? 'json',
    // The bucket is not in S3's model of a path.
    http: schema[3].http ? { method, uri: uri.replace(/^\/\?(?!x-id)/, '/{Bucket}?') } : null,
    output: NormalizedSchema.of(schema[5]),
  };
}

/** A value with every member of the schema set; texts are their member's name and the seed. */
export function sampleOf(schema: NormalizedSchema, seed: string, name = 'text', depth = 0): Json {
  if (schema.isStructSchema()) {
    const members = depth > 5 ? [] : [...schema.structIterator()];
    const shown = schema.isUnionSchema() ? members.slice(0, 1) : members;
    const entries = shown.map(([member, inner]) => [member, sampleOf(inner, seed, member, depth + 1)] as const);
    return Object.fromEntries(entries);
  }
  if (schema.isListSchema()) return depth > 5 ? [] : [sampleOf(schema.getValueSchema(), seed, name, depth + 1)];
  if (schema.isMapSchema()) return { team: sampleOf(schema.getValueSchema(), seed, name, depth + 1) };
  if (schema.isTimestampSchema()) return Date.now() - 60_000;
  if (schema.isNumericSchema()) return 7;
  if (schema.isBooleanSchema()) return true;
  // A client is made for it.
  return name === 'BucketRegion' ? 'eu-central-1' : `${name}-${seed}`;
}

export function sample(operation: Operation, seed: string): JsonObject {
  return sampleOf(operation.output, seed) as JsonObject;
}
