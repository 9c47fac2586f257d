import type { Json, JsonObject } from '@longshore/domain';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './operations.js';

/** A member of every structure that no SDK of today knows. A union has one member only. */
const NEW_MEMBER = 'MemberOfTomorrow';
const takesMore = (schema: NormalizedSchema): boolean => schema.isStructSchema() && !schema.isUnionSchema();

/** The body by which a service of that protocol answers; times in the value are milliseconds. */
export function bodyOf({ name, protocol, output }: Operation, value: JsonObject): string {
  if (protocol === 'json' || protocol === 'rest-json') {
    return JSON.stringify(toJson(output, value));
  }
  const payload = [...output.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload);
  if (payload) {
    const [member, schema] = payload;
    return element(schema.getName() ?? member, inside(schema, value[member] ?? {}));
  }
  const inner = inside(output, value);
  return element(`${name}Response`, protocol === 'query' ? element(`${name}Result`, inner) : inner);
}

export interface WireError {
  code: string;
  message?: string;
  status?: number;
}

export function errorOf(
  { protocol }: Pick<Operation, 'protocol'>,
  { code, message = '', status = 400 }: WireError,
): { status: number; headers: Record<string, string>; body: string } {
  if (protocol === 'json' || protocol === 'rest-json') {
    return { status, headers: { 'x-amzn-errortype': code }, body: JSON.stringify({ __type: code, message }) };
  }
  const error = element('Error', element('Code', code) + element('Message', escaped(message)));
  const body =
    protocol === 'rest-xml'
      ? error
      : protocol === 'ec2'
        ? element('Response', element('Errors', error))
        : element('ErrorResponse', error);
  return { status, headers: {}, body };
}

function toJson(schema: NormalizedSchema, value: Json): Json {
  if (value === null || schema.isDocumentSchema()) return value;
  if (schema.isTimestampSchema()) return isoWhereModelled(schema, value);
  if (Array.isArray(value)) return value.map((each) => toJson(schema.getValueSchema(), each));
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, member]) => {
    if (schema.isMapSchema()) return [name, toJson(schema.getValueSchema(), member)] as const;
    const inner = schema.getMemberSchema(name);
    return [inner.getMergedTraits().jsonName ?? name, toJson(inner, member)] as const;
  });
  return { ...Object.fromEntries(entries), ...(takesMore(schema) && { [NEW_MEMBER]: { is: ['new'] } }) };
}

/** Schema 5 is date-time (RFC 3339); the default of JSON protocols are seconds. */
function isoWhereModelled(schema: NormalizedSchema, value: Json): Json {
  return schema.getSchema() === 5 ? new Date(Number(value)).toISOString() : Number(value) / 1_000;
}

function inside(schema: NormalizedSchema, value: Json): string {
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(([name, member]) =>
      memberOf(name, member, (value as JsonObject)[name]),
    );
    return [...members, ...(takesMore(schema) ? [element(NEW_MEMBER, 'new')] : [])].join('');
  }
  if (schema.isTimestampSchema()) return new Date(Number(value)).toISOString();
  return escaped(String(value));
}

function memberOf(name: string, schema: NormalizedSchema, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const { xmlName = name, xmlFlattened } = schema.getMergedTraits() as { xmlName?: string; xmlFlattened?: number };
  if (schema.isListSchema()) {
    const each = schema.getValueSchema();
    const { xmlName: inList = 'member' } = each.getMergedTraits() as { xmlName?: string };
    const elements = (value as Json[]).map((one) => element(xmlFlattened ? xmlName : inList, inside(each, one)));
    return xmlFlattened ? elements.join('') : element(xmlName, elements.join(''));
  }
  if (schema.isMapSchema()) {
    const entries = Object.entries(value as JsonObject).map(([key, one]) =>
      element('entry', element('key', key) + element('value', inside(schema.getValueSchema(), one))),
    );
    return element(xmlName, entries.join(''));
  }
  return element(xmlName, inside(schema, value));
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
