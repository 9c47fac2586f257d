import { z } from 'zod';
import type { PropertyType } from '../resource-properties.js';
import type { OwnKind, OwnOrigin } from './own-kind.js';

const names = z.array(z.string()).optional();

const Choice = z.looseObject({ required: names });

const Handler = z.looseObject({
  permissions: names,
  handlerSchema: z
    .looseObject({ required: names, oneOf: z.array(Choice).optional(), anyOf: z.array(Choice).optional() })
    .optional(),
});

const Member = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
});
type Member = z.infer<typeof Member>;

/** Of a resource type's schema ("Resource type definition schema" of the CloudFormation CLI guide) what a crawl needs. */
const TypeSchema = z.looseObject({
  properties: z.record(z.string(), Member).default({}),
  definitions: z.record(z.string(), z.unknown()).default({}),
  primaryIdentifier: z.array(z.string()),
  readOnlyProperties: names,
  writeOnlyProperties: names,
  tagging: z.looseObject({ tagProperty: z.string().optional() }).optional(),
  handlers: z.looseObject({ list: Handler.optional(), read: Handler.optional() }).default({}),
});
type TypeSchema = z.infer<typeof TypeSchema>;

/** More references to references than schemas have. */
const MAX_REFERENCES = 8;

/** What the schema of a type says, as DescribeType answers it; null for a text that is none. */
export function readTypeSchema(type: string, origin: OwnOrigin, text: string): OwnKind | null {
  const parsed = TypeSchema.safeParse(jsonIn(text));
  if (!parsed.success) return null;
  const schema = parsed.data;
  const { handlers, tagging } = schema;
  const { list, read } = handlers;
  const model = list?.handlerSchema;
  const requiresOneOf = (model?.oneOf ?? model?.anyOf ?? []).map(({ required = [] }) => required);
  const isChoice = new Set(requiresOneOf.flat());
  const tags = tagging?.tagProperty ?? (schema.properties['Tags'] ? '/properties/Tags' : undefined);
  return {
    type,
    origin,
    primaryIdentifier: schema.primaryIdentifier.map((pointer) => pointer.replace(/^\/properties\//, '')),
    // Some schemas require at once all keys of which one is to be given.
    requires: (model?.required ?? []).filter((key) => !isChoice.has(key)),
    requiresOneOf,
    list: list ? actions(list.permissions) : null,
    read: read ? actions(read.permissions) : null,
    writeOnly: (schema.writeOnlyProperties ?? []).map(dotted).sort(),
    tags: tags === undefined ? null : dotted(tags),
    properties: propertiesOf(schema),
  };
}

function propertiesOf({ properties, definitions, readOnlyProperties = [] }: TypeSchema): OwnKind['properties'] {
  const computed = new Set(readOnlyProperties.map(dotted));
  return Object.entries(properties)
    .map(([name, member]) => ({ name, type: typeOf(member, definitions), isComputed: computed.has(name) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function typeOf(member: Member, definitions: TypeSchema['definitions'], depth = 0): PropertyType {
  const definition = /^#\/definitions\/(.+)$/.exec(member.$ref ?? '')?.[1];
  if (definition !== undefined && depth < MAX_REFERENCES) {
    const named = Member.safeParse(definitions[definition]);
    return named.success ? typeOf(named.data, definitions, depth + 1) : 'object';
  }
  const type = [member.type].flat().find((one) => one !== undefined && one !== 'null');
  if (type === 'string') return member.format === 'date-time' ? 'time' : 'string';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' || type === 'array' ? type : 'object';
}

/** `/properties/Endpoint/Password` is `Endpoint.Password`; every element of a list is `*` in both. */
function dotted(pointer: string): string {
  return pointer
    .replace(/^\/properties\//, '')
    .replaceAll('/items/', '/')
    .replaceAll('/properties/', '/')
    .replaceAll('/', '.');
}

const actions = (permissions: string[] = []): string[] => [...new Set(permissions)].sort();

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
