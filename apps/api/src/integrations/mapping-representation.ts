import type { MappingRow } from '@longshore/database';
import { stringify } from 'yaml';

/** A stored mapping in the form that the caller accepts: the author's own text wherever it is in that form. */
export function representationOf(
  { source, document }: Pick<MappingRow, 'source' | 'document'>,
  accept = '*/*',
): { type: string; text: string } {
  const isJson = source.trimStart().startsWith('{');
  const wantsYaml = /yaml/i.test(accept);
  const wantsJson = !wantsYaml && /application\/json/i.test(accept);
  if (wantsJson || (isJson && !wantsYaml)) {
    return {
      type: 'application/json',
      text: isJson && isParsable(source) ? source : JSON.stringify(document, null, 2),
    };
  }
  return { type: 'application/yaml', text: isJson && wantsYaml ? stringify(document) : source };
}

/** YAML may begin with a brace too. */
function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
