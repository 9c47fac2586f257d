import type { Json } from '@longshore/domain';
import type { ResourceProperties } from '@longshore/kinds';

/** Where a generated value stands: the same spot always has the same one. */
export interface Spot {
  accountId: string;
  region: string;
  /** Of the resource. */
  type: string;
  /** Of the property. */
  name: string;
  /** Which of the resources of its type it is, from 0. */
  index: number;
}

type ValueType = ResourceProperties['properties'][number]['type'];

/** A value of the declared type; texts and numbers differ between the resources of a type. */
export function schemaValue(type: ValueType, spot: Spot): Json {
  switch (type) {
    case 'string':
      return text(spot);
    case 'number':
      return spot.index + 1;
    case 'boolean':
      return true;
    case 'time':
      return '2026-02-03T04:05:06Z';
    case 'array':
      return [];
    case 'object':
      return {};
  }
}

function text({ accountId, region, type, name, index }: Spot): string {
  const [, service = '', resource = ''] = type.split('::').map((part) => part.toLowerCase());
  const own = `${resource}-${index + 1}`;
  // In lower case with hyphens, which the names of all services allow.
  return /arn$/i.test(name) ? `arn:aws:${service}:${region}:${accountId}:${own}` : `${name}-${own}`.toLowerCase();
}
