/** One row of the table in docs/jq.md. */
export interface JqDifference {
  expression: string;
  /** What jq 1.7 yields, which Port runs; measured with 1.7.1 except where a build decides. */
  port: string;
  /** What it yields here, as JSON; an error is its text. */
  here: unknown;
}

/** Put back by the prelude: the same here as at Port. */
export const RESTORED: JqDifference[] = [
  { expression: 'null | ltrimstr("a")', port: 'null', here: null },
  { expression: '5 | rtrimstr("a")', port: '5', here: 5 },
  { expression: '"abc" | ltrimstr(1)', port: '"abc"', here: 'abc' },
  { expression: '[limit(-1; 1, 2)]', port: '[1,2]', here: [1, 2] },
  { expression: '[last(empty)]', port: '[null]', here: [null] },
];

/** Left as jq 1.8 has it. */
export const LEFT: JqDifference[] = [
  { expression: '"aéb" | index("b")', port: '3, counting bytes', here: 2 },
  { expression: '"aéb" | indices("b")', port: '[3], counting bytes', here: [2] },
  { expression: '" 1 " | tonumber', port: '1', here: 'string (" 1 ") cannot be parsed as a number' },
  { expression: '"ab" | sub("(?<x>z)?"; "[\\(.x)]")', port: '"[]ab"', here: '[null]ab' },
  { expression: '"ab" | [match("(z)?").captures[0].string]', port: '[""]', here: [null] },
  {
    expression: '"NaN10" | fromjson',
    port: 'null',
    here: "Invalid numeric literal at EOF at line 1, column 5 (while parsing 'NaN10')",
  },
  {
    expression: 'try ({} | .[0]) catch .',
    port: '"Cannot index object with number"',
    here: 'Cannot index object with number (0)',
  },
  { expression: '"x" * 0', port: 'null or "", by build', here: '' },
  { expression: '9007199254740993', port: '9007199254740993', here: 9007199254740992 },
  { expression: '0 | strflocaltime("%H:%M")', port: "the host's zone", here: '00:00' },
  { expression: '"true" | toboolean', port: 'not defined', here: true },
  { expression: '[skip(1; 1, 2)]', port: 'not defined', here: [2] },
  { expression: '[1, 2] | add(.[])', port: 'not defined', here: 3 },
  { expression: '"a%20b" | @urid', port: 'not defined', here: 'a b' },
];
