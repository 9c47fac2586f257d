import {
  entryPrograms,
  mappingExpressions,
  type DialectNote,
  type MappingDocument,
  type MappingEntry,
} from '@longshore/domain';
import { secretRead } from '@longshore/kinds';

/** A path of jq from what it stands on: names, quoted names and brackets. */
const PATH = /(?<![\w)\]}"?.])\.(?:[A-Za-z_]\w*|\[[^\]]*\]|"[^"]+")(?:\.[A-Za-z_]\w*|\.?\[[^\]]*\]|\."[^"]+"|\?)*/g;
const STEP = /\.?\["([^"]+)"\]|\.?\[[^\]]*\]|\.?"([^"]+)"|\.?([A-Za-z_]\w*)/g;

/** What goes to Port as it is although it may be secret. Expressions are read as text, so what they compute a path of is not seen. */
export function secretNotes(document: MappingDocument): DialectNote[] {
  const located = mappingExpressions(document);
  return entryPrograms(document).flatMap((entry, index) => {
    const place = `/resources/${index}/port/entity/`;
    return located
      .filter(({ pointer }) => pointer.startsWith(place))
      .flatMap(({ pointer, expression }) => {
        const read = secretsIn(entry, expression);
        if (read.length === 0) return [];
        const detail = `reads ${read.join(', ')}, which may hold secrets: they go to Port as they are`;
        return [{ pointer, effect: 'secret' as const, detail }];
      });
  });
}

function secretsIn(entry: MappingEntry, expression: string): string[] {
  const found = pathsIn(entry, expression).flatMap((path) => secretRead(entry.kind, path) ?? []);
  return [...new Set(found)];
}

/** Below the properties of the resource. */
function pathsIn(entry: MappingEntry, expression: string): string[][] {
  const { itemsToParse, itemsToParseName = 'item' } = entry;
  // Older products show properties without their envelope, and a pipe leads into them.
  const isBare = entry.older !== undefined || /\.Properties\s*\|/.test(expression);
  return stepsIn(expression).flatMap(({ steps: [first = '', ...rest], isPiped }) => {
    if (first === 'Properties') return rest.length === 0 && isPiped ? [] : [rest];
    if (itemsToParse !== null && first === itemsToParseName)
      return stepsIn(itemsToParse).flatMap(({ steps: [root = '', ...items] }) => {
        const list = root === 'Properties' ? items : [root, ...items];
        return [[...list, ...(list.at(-1) === '*' ? [] : ['*']), ...rest]];
      });
    // What is told by a place alone is a part of something that was named before.
    return isBare && first !== '*' ? [[first, ...rest]] : [];
  });
}

function stepsIn(expression: string): { steps: string[]; isPiped: boolean }[] {
  return [...expression.matchAll(PATH)].map((match) => ({
    steps: [...match[0].matchAll(STEP)].map(([, bracketed, quoted, plain]) => bracketed ?? quoted ?? plain ?? '*'),
    isPiped: /^\s*\|/.test(expression.slice(match.index + match[0].length)),
  }));
}
