import { z } from 'zod';

export const PROPERTY_TYPES = ['string', 'number', 'boolean', 'time', 'array', 'object'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

/** One property of a resource type, as its schema declares it. */
export interface ResourceProperty {
  name: string;
  type: PropertyType;
  /** AWS computes it: nobody sets it. */
  isComputed: boolean;
  /** What its value may name: a property of another type. */
  refersTo: { type: string; property: string }[];
}

export interface ResourceProperties {
  /** ARN template with `${Partition}`, `${Region}`, `${Account}` and property names; null when none is documented. */
  arn: string | null;
  /** The property that holds the tags. */
  tags: string | null;
  properties: ResourceProperty[];
}

const Row = z.strictObject({
  type: z.string(),
  arn: z.string().nullable(),
  tags: z.string().nullable(),
  properties: z.string(),
});

const TYPES: Record<string, PropertyType> = {
  s: 'string',
  n: 'number',
  b: 'boolean',
  t: 'time',
  a: 'array',
  o: 'object',
};

let rows: Promise<Map<string, z.infer<typeof Row>>> | undefined;

/** Read on first use: most processes never ask, and the list is long. */
async function load(): Promise<Map<string, z.infer<typeof Row>>> {
  const { default: types } = await import('./resource-properties.generated.json', { with: { type: 'json' } });
  return new Map(
    z
      .array(Row)
      .parse(types)
      .map((row) => [row.type, row]),
  );
}

/** What the properties of a kind are; undefined for one whose schema nobody has published. */
export async function propertiesOf(kind: {
  type: string;
  properties?: ResourceProperties;
}): Promise<ResourceProperties | undefined> {
  if (kind.properties) return kind.properties;
  rows ??= load();
  const row = (await rows).get(kind.type);
  return row && { arn: row.arn, tags: row.tags, properties: row.properties.split(' ').filter(Boolean).map(property) };
}

/** `Role:s!>AWS::IAM::Role.Arn`: name, type, computed, what it refers to. */
function property(word: string): ResourceProperty {
  const colon = word.indexOf(':');
  const [kind = '', ...targets] = word.slice(colon + 1).split('>');
  return {
    name: word.slice(0, colon),
    type: TYPES[kind.charAt(0)] ?? 'object',
    isComputed: kind.endsWith('!'),
    refersTo: targets.map((target) => {
      const dot = target.lastIndexOf('.');
      return { type: target.slice(0, dot), property: target.slice(dot + 1) };
    }),
  };
}
