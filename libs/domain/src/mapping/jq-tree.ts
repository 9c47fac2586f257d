/** A piece of jq: a token, or what stands between two brackets or between `if` and `end`. */
export type JqNode =
  | { type: 'field'; text: string }
  | { type: 'variable'; text: string }
  | { type: 'word'; text: string }
  | { type: 'other'; text: string }
  /** `text` without quotes; `inner`: the code of its interpolations. */
  | { type: 'string'; text: string; inner: JqNode[][] }
  | { type: 'group'; open: '(' | '[' | '{' | 'if'; nodes: JqNode[] };

const CLOSING: { [open: string]: string } = { '(': ')', '[': ']', '{': '}', if: 'end' };

const TOKEN =
  /(?<field>\.[A-Za-z_]\w*)|(?<variable>\$[A-Za-z_]\w*)|(?<word>@?[A-Za-z_]\w*(?:::\w+)*)|\.\.|\.?\d[\d.]*(?:[eE][+-]?\d+)?|\?\/\/|\|=|\/\/=?|[-+*/%=!<>]=|[^\s]/y;

/** The pieces of an expression; null for one that holds a comment or does not nest. */
export function jqTree(expression: string): JqNode[] | null {
  const reader = { text: expression, at: 0 };
  const nodes = readUntil(reader, undefined);
  return nodes !== null && reader.at >= expression.length ? nodes : null;
}

interface Reader {
  text: string;
  at: number;
}

function readUntil(reader: Reader, closing: string | undefined): JqNode[] | null {
  const nodes: JqNode[] = [];
  for (;;) {
    while (/\s/.test(reader.text.charAt(reader.at))) reader.at += 1;
    if (reader.at >= reader.text.length) return closing === undefined ? nodes : null;
    TOKEN.lastIndex = reader.at;
    const match = TOKEN.exec(reader.text);
    if (!match || match[0] === '#') return null;
    const [text] = match;
    reader.at += text.length;
    const isKey = match.groups?.['word'] !== undefined && /^\s*:/.test(reader.text.slice(reader.at));
    if (text === closing && !isKey) return nodes;
    const node = text === '"' ? readString(reader) : nodeOf(reader, { text, isKey, match });
    if (!node) return null;
    nodes.push(node);
  }
}

function nodeOf(
  reader: Reader,
  { text, isKey, match }: { text: string; isKey: boolean; match: RegExpExecArray },
): JqNode | null {
  const closing = isKey ? undefined : CLOSING[text];
  if (closing !== undefined) {
    const nodes = readUntil(reader, closing);
    return nodes && { type: 'group', open: text as '(' | '[' | '{' | 'if', nodes };
  }
  if (/^[)\]}]$/.test(text) || (text === 'end' && !isKey)) return null;
  if (match.groups?.['field']) return { type: 'field', text: text.slice(1) };
  if (match.groups?.['variable']) return { type: 'variable', text };
  return { type: match.groups?.['word'] ? 'word' : 'other', text };
}

function readString(reader: Reader): JqNode | null {
  const inner: JqNode[][] = [];
  let text = '';
  while (reader.at < reader.text.length) {
    const character = reader.text.charAt(reader.at);
    reader.at += 1;
    if (character === '"') return { type: 'string', text, inner };
    if (character !== '\\') text += character;
    else if (reader.text.charAt(reader.at) === '(') {
      reader.at += 1;
      const nodes = readUntil(reader, ')');
      if (!nodes) return null;
      inner.push(nodes);
    } else {
      text += `\\${reader.text.charAt(reader.at)}`;
      reader.at += 1;
    }
  }
  return null;
}
