import { entryPrograms, type InputProblem, type MappingDocument, type MappingEntry } from '@longshore/domain';
import { findAction, type Kinds, shapesOf, suggestAction, wishedShape, type NativeKind } from '@longshore/kinds';

/** What entries ask of a kind's own API that it does not have, or that entries of the same kind cannot have together. */
export function unusableShapes(document: MappingDocument, kinds: Kinds, maxIncludedActions: number): InputProblem[] {
  const entries = entryPrograms(document);
  return entries.flatMap((entry, index) => {
    const selector = `/resources/${index}/selector`;
    return [
      ...unusableShape(entry, kinds, selector),
      ...unusableActions(entry, kinds, { pointer: `${selector}/includeActions`, max: maxIncludedActions }),
      ...otherShape(entries, index, selector),
    ];
  });
}

function unusableShape({ kind, shape, older }: MappingEntry, kinds: Kinds, selector: string): InputProblem[] {
  const known = kinds.find(kind);
  // An older dialect implies its shape for all kinds; where there is but one, that one is had.
  if (!known || shape === null || older) return [];
  if (shapesOf(known).includes(shape)) return [];
  const detail = shape === 'native' ? `${kind} has the shape cloud-control only` : `${kind} has the shape native only`;
  return [{ pointer: `${selector}/shape`, detail }];
}

function unusableActions(
  entry: MappingEntry,
  kinds: Kinds,
  { pointer, max }: { pointer: string; max: number },
): InputProblem[] {
  const { kind, includeActions } = entry;
  const known = kinds.find(kind);
  if (includeActions.length === 0 || !known) return [];
  const native = known.curated?.native;
  if (!native) return [{ pointer, detail: `${kind} has no actions: leave includeActions out` }];
  if (wishedShape(entry) === 'cloud-control')
    return [{ pointer, detail: 'actions belong to the native shape, which useGetResourceAPI or shape rule out' }];
  const tooMany = { pointer, detail: `has more than ${max} actions; the setting maxIncludedActions allows more` };
  const unknown = includeActions.flatMap((name, ordinal) =>
    findAction(native, name) ? [] : [{ pointer: `${pointer}/${ordinal}`, detail: unknownAction(native, kind, name) }],
  );
  return includeActions.length > max ? [tooMany, ...unknown] : unknown;
}

function unknownAction(native: NativeKind, kind: string, name: string): string {
  const similar = suggestAction(native, name);
  const optional = native.actions.filter((action) => action.optional).map((action) => action.name);
  if (similar.length > 0) return `${name} is no action of ${kind}; did you mean ${similar.join(' or ')}?`;
  return `${name} is no action of ${kind}; it has ${optional.length > 0 ? optional.join(', ') : 'none to include'}`;
}

/** Entries of a kind share one listing, whose resources have one shape. */
function otherShape(entries: MappingEntry[], index: number, selector: string): InputProblem[] {
  const entry = entries[index] as MappingEntry;
  const shape = wishedShape(entry);
  const before = entries.slice(0, index).filter(({ kind }) => kind === entry.kind);
  const expected = before.map(wishedShape).find((wished) => wished !== null);
  if (shape === null || expected === undefined || shape === expected) return [];
  const detail = `asks for ${entry.kind} in the shape ${shape}, an entry above for ${expected}: use the same shape in both`;
  return [{ pointer: `${selector}/shape`, detail }];
}
