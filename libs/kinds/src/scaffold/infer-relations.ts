import type { ResourceProperty } from '../resource-properties.js';
import { lowerFirst, titleOf } from './names.js';

/** A resource entry that a relation may point at. */
export interface RelatedEntry {
  kind: string;
  /** jq of the entity's identifier. */
  identifier: string;
  blueprint: string;
}

export interface InferredRelation {
  title: string;
  target: string;
  many: boolean;
  from: string;
}

export interface InferredRelations {
  found: { [id: string]: InferredRelation };
  notes: string[];
}

const ACCOUNT = 'AWS::Account::Info';

/**
 * Relations to entries of the same mapping: to the account, and wherever the schema, or else the name of an ARN, says that a
 * property names another kind by the very value that its entry uses as identifier. Anything else would relate to what does not exist.
 */
export function inferRelations(
  properties: readonly ResourceProperty[],
  related: readonly RelatedEntry[],
): InferredRelations {
  const relations: InferredRelations = { found: {}, notes: [] };
  const account = related.find(({ kind }) => kind === ACCOUNT);
  if (account)
    relations.found['account'] = { title: 'Account', target: account.blueprint, many: false, from: '.__AccountId' };
  for (const property of properties) {
    const named = property.refersTo.length > 0 ? bySchema(property, related) : byArn(property, related);
    if (named) relate(relations, property, named);
  }
  return relations;
}

interface NamedEntry {
  entry: RelatedEntry;
  /** The property of the other kind whose value this is. */
  key: string;
}

function bySchema({ refersTo }: ResourceProperty, related: readonly RelatedEntry[]): NamedEntry | undefined {
  for (const { type, property: key } of refersTo) {
    const entry = related.find(({ kind }) => kind === type);
    if (entry) return { entry, key };
  }
  return undefined;
}

/** `ExecutionRoleArn` names a role, if one kind alone is called so; what AWS computes is the resource's own. */
function byArn({ name, isComputed }: ResourceProperty, related: readonly RelatedEntry[]): NamedEntry | undefined {
  if (isComputed || !/Arns?$/.test(name)) return undefined;
  const owner = name.replace(/Arns?$/, '').toLowerCase();
  const called = related.filter(({ kind }) => owner.endsWith((kind.split('::').at(-1) ?? '').toLowerCase()));
  const [entry] = called;
  const key = /^\.Properties\.(\w*Arn)$/.exec(entry?.identifier ?? '')?.[1];
  return called.length === 1 && entry && key !== undefined ? { entry, key } : undefined;
}

function relate(relations: InferredRelations, property: ResourceProperty, { entry, key }: NamedEntry): void {
  const { name, type } = property;
  if (entry.identifier !== `.Properties.${key}`) {
    relations.notes.push(
      `${name} names ${entry.kind} by ${key}, but its entry identifies entities by ${entry.identifier}.`,
    );
    return;
  }
  const relation = name.replace(/(Arn|Id|Name)(s?)$/, '$2') || name;
  relations.found[lowerFirst(relation)] = {
    title: titleOf(relation),
    target: entry.blueprint,
    many: type === 'array',
    from: `.Properties.${name}`,
  };
}
