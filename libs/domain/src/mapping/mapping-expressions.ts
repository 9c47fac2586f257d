import type { EntityExpressions, Expressions } from '../ports/mapper.js';
import { entryPrograms } from './entry-programs.js';
import type { MappingDocument } from './mapping-document.js';
import { jsonPointer } from './parse-mapping.js';

export interface LocatedExpression {
  /** JSON pointer into the document. */
  pointer: string;
  /** The jq that will run: quotes already in order, a literal blueprint already a jq string. */
  expression: string;
}

type Path = readonly (string | number)[];

/** Every jq expression of a document, for a check before the document is stored. */
export function mappingExpressions(document: MappingDocument): LocatedExpression[] {
  return entryPrograms(document).flatMap((entry, index) => {
    const mappings = ['resources', index, 'port', 'entity', 'mappings'];
    const isList = Array.isArray(document.resources[index]?.port.entity.mappings);
    return [
      ...leaves(entry.selector ?? [], ['resources', index, 'selector', 'query']),
      ...leaves(entry.itemsToParse ?? [], ['resources', index, 'port', 'itemsToParse']),
      ...entry.entities.flatMap((entity, ordinal) => leavesOf(entity, isList ? [...mappings, ordinal] : mappings)),
    ];
  });
}

function leavesOf(entity: EntityExpressions, path: Path): LocatedExpression[] {
  return Object.entries(entity).flatMap(([field, tree]) => leaves(tree, [...path, field]));
}

function leaves(tree: Expressions, path: Path): LocatedExpression[] {
  if (typeof tree === 'string') return [{ pointer: jsonPointer(path), expression: tree }];
  if (Array.isArray(tree)) return tree.flatMap((inner, index) => leaves(inner, [...path, index]));
  return Object.entries(tree).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
