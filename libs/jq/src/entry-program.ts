import { leavesOf, type EntryProgram, type Leaf } from '@longshore/domain';
import { itemsPath } from './items-path.js';
import { PRELUDE } from './prelude.js';

/** Raise it when the same program and item may give another result than before: it is part of what makes a result reusable. */
export const BUILDER_VERSION = 3;

/** Of one program, without what surrounds the leaves. jq compiles this much in a tenth of a deadline; beyond it the leaves are split. */
const MAX_PROGRAM_BYTES = 192 * 1024;

/** What stands around a leaf, rounded up. */
const LEAF_BYTES = 32;

/**
 * The value of an expression is its first output, whatever comes after it: `[value]`, `[]` when there is none, the text of the
 * error when there is one. `first` is exact and, as measured, as quick as collecting every output.
 */
const LEAF = 'def _leaf(f): try [first(f)] catch (tostring | .[:300]);';

/** A path of members or a literal: exactly one output, or an error. */
const PLAIN = /^(?:(?:\.[A-Za-z_]\w*)+|"[^"\\]*"|true|false|null|\d{1,15})$/;

/** The leaves of one entity in one program, each by its place in the mapping. */
export interface EntitySlots {
  /** Printed first, as one list of values; as `{e: [...]}` of guarded results when one of them fails. */
  plain: number[];
  /** Printed after them, each guarded alone. */
  guarded: number[];
}

/** One jq program, run on a whole batch: one line in, one line out. */
export interface Section {
  text: string;
  slots: EntitySlots[];
}

/** A resource entry as jq: one section, or several when its expressions are more than one program should hold. */
export interface CombinedProgram {
  entry: EntryProgram;
  /** Of each entity, in the order of its mapping. */
  leaves: Leaf[][];
  sections: Section[];
}

/** `refused` names expressions that must not run, with the reason; such a leaf fails alone. */
export function combine(entry: EntryProgram, refused: ReadonlyMap<string, string>): CombinedProgram {
  const leaves = entry.entities.map((entity) => leavesOf(entity));
  const guard = (expression: string) => {
    const reason = refused.get(expression);
    // The blank lines end a comment, even one that a backslash continues.
    return `_leaf((${reason === undefined ? expression : `error(${JSON.stringify(reason)})`}\n\n))`;
  };
  const isPlain = (expression: string) => PLAIN.test(expression) && !refused.has(expression);
  const sections = divide(leaves, isPlain).map((slots) => {
    const entities = slots.map((each, entity) => entityText(each, leaves[entity] ?? [], guard));
    const mapped = `${guard(selectorOf(entry))} as $__selected | [$__selected] + if $__selected == [true] then [${entities.join(',')}] else [] end`;
    return { slots, text: `${PRELUDE}${LEAF}\n{} as $ENV | .[] | ${parts(entry, mapped, guard)}` };
  });
  return { entry, leaves, sections };
}

/** The exporter took null for false, as jq does. */
function selectorOf({ selector, older }: EntryProgram): string {
  if (selector === null) return 'true';
  return older?.dialect === 'exporter' ? `(${selector}\n\n) | if . == null then false else . end` : selector;
}

/** The exporter took a list that is not there for an empty one. */
function itemsOf({ older }: EntryProgram, itemsToParse: string): string {
  return older?.dialect === 'exporter' ? `(${itemsToParse}\n\n) | if . == null then [] else . end` : itemsToParse;
}

/** Leaves in their order, as many to a section as it may hold. */
function divide(leaves: Leaf[][], isPlain: (expression: string) => boolean): EntitySlots[][] {
  const fresh = () => leaves.map((): EntitySlots => ({ plain: [], guarded: [] }));
  let current = fresh();
  const sections = [current];
  let bytes = 0;
  for (const [entity, each] of leaves.entries()) {
    for (const [slot, { expression }] of each.entries()) {
      const plain = isPlain(expression);
      // A plain leaf is written twice: among the others, and guarded.
      const size = (Buffer.byteLength(expression) + LEAF_BYTES) * (plain ? 2 : 1);
      if (bytes + size > MAX_PROGRAM_BYTES) {
        current = fresh();
        sections.push(current);
        bytes = 0;
      }
      bytes += size;
      current[entity]?.[plain ? 'plain' : 'guarded'].push(slot);
    }
  }
  return sections;
}

function entityText({ plain, guarded }: EntitySlots, leaves: Leaf[], guard: (expression: string) => string): string {
  const expression = (slot: number) => (leaves[slot] as Leaf).expression;
  const guardedPlain = plain.map((slot) => guard(expression(slot))).join(',');
  // One guard around all of them is twice as quick as one around each, and they rarely fail.
  const together = `((try [${plain.map(expression).join(',')}] catch null) // {e: [${guardedPlain}]})`;
  return `[${[plain.length > 0 ? together : '[]', ...guarded.map((slot) => guard(expression(slot)))].join(',')}]`;
}

/** `{r: [...]}` with one result for the resource, or for each part that `itemsToParse` makes of it; `{i: leaf}` when that is no list. */
function parts(entry: EntryProgram, mapped: string, guard: (expression: string) => string): string {
  if (entry.itemsToParse === null) return `{r: [${mapped}]}`;
  const path = entry.itemsToParseTopLevelTransform ? itemsPath(entry.itemsToParse) : null;
  const rest = path ? `(try [delpaths([${JSON.stringify(path)}])] catch [$__raw])[0]` : '.';
  return `. as $__raw | ${guard(itemsOf(entry, entry.itemsToParse))} as $__items | if ($__items | type == "array") and ($__items[0] | type == "array")
  then ($__raw | ${rest}) as $__rest | {r: [$__items[0][] | $__rest + {${JSON.stringify(entry.itemsToParseName)}: .} | ${mapped}]}
  else {i: $__items} end`;
}
