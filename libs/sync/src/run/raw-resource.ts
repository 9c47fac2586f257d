import { canonicalJson, type AwsAccountId, type Json, type JsonObject, type ListedResource } from '@longshore/domain';

export interface Place {
  awsAccountId: AwsAccountId;
  region: string;
  kind: string;
}

/** What a customer's jq sees: Port's raw shape, with the names that its older integrations use beside it. */
export function rawResource(
  { awsAccountId, region, kind }: Place,
  { identifier, properties, context }: ListedResource,
): JsonObject {
  // A bucket is listed in one region for all, and knows its own.
  const extra = { AccountId: awsAccountId, Region: region, ...context };
  return {
    Type: kind,
    Identifier: identifier,
    Properties: properties,
    __ExtraContext: extra,
    __AccountId: awsAccountId,
    __Region: extra.Region,
    __Kind: kind,
  };
}

/** What is hashed to tell whether a resource changed: without the properties that change by themselves. */
export function stableText(raw: JsonObject, volatile: readonly string[]): string {
  const properties = volatile.reduce<Json>((value, path) => without(value, path.split('.')), raw['Properties'] ?? null);
  return canonicalJson({ ...raw, Properties: properties });
}

function without(value: Json, [name, ...rest]: string[]): Json {
  if (name === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return name === '*' ? value.map((element) => without(element, rest)) : value;
  const names = name === '*' ? Object.keys(value) : Object.hasOwn(value, name) ? [name] : [];
  const kept = { ...value };
  for (const member of names) {
    if (rest.length === 0) delete kept[member];
    else kept[member] = without(kept[member] ?? null, rest);
  }
  return kept;
}
