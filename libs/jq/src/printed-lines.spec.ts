import { loadJq } from 'jq-wasm';
import { describe, expect, it } from 'vitest';
import { linesOf } from './printed-lines.js';

const jq = await loadJq();
const answer = (...programs: string[]) => ({
  state: 'answered' as const,
  results: programs.map((program) => jq.raw('[1,2,3]', program, ['-c'])),
});

describe('the lines of an answer', () => {
  it('are one for each resource and program', () => {
    expect(linesOf(answer('.[]', '.[] | [.]'), 3)).toEqual([
      ['1', '2', '3'],
      ['[1]', '[2]', '[3]'],
    ]);
  });

  it.each([
    ['ended early without an error', '.[] | if . == 2 then halt else . end', '1 results for 3 resources'],
    ['took the next resource', 'first(.[]), (try input catch empty)', '1 results for 3 resources'],
    ['printed nothing', 'empty', '0 results for 3 resources'],
    ['printed more', '.[], 4', '4 results for 3 resources'],
    ['failed outside its guards', '.[] | if . == 2 then error("x") else . end', 'jq: error (at /dev/stdin:0): x'],
    ['does not compile', '.[', expect.stringContaining('syntax error')],
  ])('are missed when a program %s', (_, program, reason) => {
    expect(linesOf(answer(program), 3)).toEqual(reason);
    expect(linesOf(answer('.[]', program), 3)).toEqual(reason);
  });

  it('are none when the thread was lost', () => {
    expect(linesOf({ state: 'lost', detail: 'ran longer than 1003 ms' }, 3)).toBe('ran longer than 1003 ms');
  });
});
