import { AwsCallFailed, type Json, type JsonObject, type ListedResource } from '@longshore/domain';
import { fill, type NativeKind } from '@longshore/kinds';
import type { Item } from './found-items.js';
import { isObject, type Names, render } from './render.js';
import type { Addition } from './run-actions.js';

/** The resource that an item and what its actions say make; null when one of them says that it is gone. */
export function assembled(kind: NativeKind, item: Item, additions: readonly Addition[]): ListedResource | null {
  if (additions.includes('gone')) return null;
  const properties: JsonObject = { ...recased(item.listed) };
  let restricted: string | undefined;
  for (const addition of additions) {
    if (addition === 'gone') continue;
    if (isRefusal(addition)) restricted ??= addition.refusedAction;
    else Object.assign(properties, recased(addition));
  }
  const named = completed(kind, renamed(kind, properties), item.names);
  const identifier = fill(kind.identifier, (name) => named[name]);
  if (typeof identifier !== 'string' || identifier === '') throw unidentified(kind);
  const context = render(kind.context, { ...item.names, ...named }) as JsonObject;
  return {
    identifier,
    properties: named,
    ...(Object.keys(context).length > 0 && { context }),
    ...(restricted !== undefined && { restricted }),
  };
}

function isRefusal(addition: JsonObject | { refusedAction: string }): addition is { refusedAction: string } {
  return typeof addition['refusedAction'] === 'string';
}

/** First letters of the first level only: below it the service's own spelling stays. */
function recased(members: JsonObject): JsonObject {
  const entries = Object.entries(members).map(([name, value]) => [capitalised(name), value] as const);
  return Object.fromEntries(entries);
}

function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function renamed({ rename = {}, recase = [], coerce }: NativeKind, properties: JsonObject): JsonObject {
  const entries = Object.entries(properties).map(([name, value]): [string, Json] => {
    if (recase.includes(name) && isObject(value)) return [name, recased(value)];
    if (coerce?.integers.includes(name)) return [name, integer(value)];
    if (coerce?.booleans.includes(name)) return [name, boolean(value)];
    return [rename[name] ?? name, value];
  });
  return Object.fromEntries(entries);
}

/** Adds what the service does not say itself; a later template may name what an earlier one made. */
function completed({ build = {} }: NativeKind, properties: JsonObject, names: Names): JsonObject {
  const whole = { ...properties };
  for (const [name, template] of Object.entries(build)) {
    if (whole[name] !== undefined) continue;
    const { value } = render({ value: template }, { ...names, ...whole });
    if (value !== undefined) whole[name] = value as Json;
  }
  return whole;
}

function integer(value: Json): Json {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function boolean(value: Json): Json {
  return value === 'true' ? true : value === 'false' ? false : value;
}

function unidentified({ service, list, identifier }: NativeKind): AwsCallFailed {
  const detail = `${service}:${list.operation}: a resource came without ${identifier}.`;
  return new AwsCallFailed({ reason: 'item-without-key', awsCode: 'UnreadableAnswer', detail });
}
