import { z } from 'zod';
import type { Blueprint, PropertyRule } from './schemas/blueprint.js';

const FORMATS: { [format: string]: z.ZodType } = {
  'date-time': z.iso.datetime({ offset: true }),
  timer: z.iso.datetime({ offset: true }),
  url: z.url(),
  email: z.email(),
  'idn-email': z.email({ pattern: z.regexes.unicodeEmail }),
  user: z.email(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
};

/** A blueprint is replaced, never changed, so its rules are compiled once. */
const compiled = new WeakMap<Blueprint, z.ZodType>();

/** Checks the properties of a whole entity of that blueprint; a property that the blueprint lacks is refused. */
export function propertyRules(blueprint: Blueprint): z.ZodType {
  const known = compiled.get(blueprint);
  if (known) return known;
  const required = new Set(blueprint.schema.required);
  const rules = Object.entries(blueprint.schema.properties).map(([id, property]) => [
    id,
    required.has(id) ? rule(property) : rule(property).optional(),
  ]);
  const schema = z.strictObject(Object.fromEntries(rules));
  compiled.set(blueprint, schema);
  return schema;
}

function rule(property: PropertyRule): z.ZodType {
  const checked = typed(property);
  const allowed = property.enum;
  return allowed
    ? checked.refine((value) => allowed.includes(value as string), `must be one of ${allowed.join(', ')}`)
    : checked;
}

function typed(property: PropertyRule): z.ZodType {
  switch (property.type) {
    case 'string':
      return text(property);
    case 'number':
      return z
        .number()
        .min(property.minimum ?? -Infinity)
        .max(property.maximum ?? Infinity);
    case 'boolean':
      return z.boolean();
    case 'object':
      return property.format === 'labeled-url'
        ? z.looseObject({ url: z.url(), displayText: z.string().optional() })
        : z.looseObject({});
    case 'array':
      return list(property);
  }
}

function text(property: PropertyRule): z.ZodType {
  const sized = z
    .string()
    .min(property.minLength ?? 0)
    .max(property.maxLength ?? Infinity);
  const matching = property.pattern === undefined ? sized : sized.regex(new RegExp(property.pattern, 'u'));
  const format = FORMATS[property.format ?? ''];
  return format ? matching.pipe(format as z.ZodType<string, string>) : matching;
}

function list(property: PropertyRule): z.ZodType {
  const { type, ...items } = property.items ?? {};
  const item = type === undefined ? z.unknown() : rule({ ...items, type } as PropertyRule);
  const sized = z
    .array(item)
    .min(property.minItems ?? 0)
    .max(property.maxItems ?? Infinity);
  if (property['uniqueItems'] !== true) return sized;
  return sized.refine(
    (values) => new Set(values.map((value) => JSON.stringify(value))).size === values.length,
    'must not repeat an item',
  );
}
