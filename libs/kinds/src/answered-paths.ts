import type { PropertyPath } from '@longshore/domain';
import { findKind } from './catalogue.js';
import { propertiesOf } from './resource-properties.js';

/** Those of the paths that a read of the resource may answer: in the type's schema, and not for writing only. All, where the schema is not known. */
export async function answeredPaths(type: string, paths: readonly PropertyPath[]): Promise<PropertyPath[]> {
  const known = await propertiesOf({ type });
  const names = known && new Set(known.properties.map(({ name }) => name));
  const writeOnly = (findKind(type)?.writeOnly ?? []).map((path) => path.split('.'));
  return paths.filter(
    ([first = '', ...rest]) =>
      (names?.has(first) ?? true) &&
      !writeOnly.some((unanswered) => unanswered.every((name, depth) => [first, ...rest][depth] === name)),
  );
}
