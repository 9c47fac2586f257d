import { afterAll, describe, expect, it } from 'vitest';
import { JqMapper } from './jq-mapper.js';

const mapper = new JqMapper({ threads: 1 });
afterAll(() => mapper.close());

describe('an expression', () => {
  it.each([
    '.Properties.Arn',
    '"arn:" + .Region # a comment',
    '.a # continued \\',
    'def f: .x; f',
    '.input.env | {env: .halt}',
    '"halt \\(.input) # not a comment"',
    '. as $input | $input',
    '-1',
  ])('%s is accepted', async (expression) => {
    expect(await mapper.check(expression)).toEqual({ ok: true, isCacheable: true });
  });

  it.each(['now | todate', '"\\(now)"'])('%s is accepted, its results are not to be reused', async (expression) => {
    expect(await mapper.check(expression)).toEqual({ ok: true, isCacheable: false });
  });

  it.each([
    ['.a |', 'is not valid jq: syntax error, unexpected end of file (line 1, column 5)'],
    ['.a | nope', 'is not valid jq: nope/0 is not defined (line 1, column 6)'],
    [
      '.a}, {b:1',
      'is not valid jq: syntax error, unexpected INVALID_CHARACTER, expecting end of file (line 1, column 3)',
    ],
    [
      '.a) , (.b',
      'is not valid jq: syntax error, unexpected INVALID_CHARACTER, expecting end of file (line 1, column 3)',
    ],
    ['--from-file', expect.stringContaining('is not valid jq: ')],
    ['# nothing', 'is not valid jq: Top-level program not given (try ".")'],
    ['def f: 1;', 'is not valid jq: Top-level program not given (try ".")'],
    ['', 'is not valid jq: Top-level program not given (try ".")'],
    ['module {}; .a', 'is a whole program: write one expression, without a module directive'],
    ['.a\0.b', 'contains a NUL character'],
    [`"${'x'.repeat(16 * 1024)}"`, 'is longer than 16 KB'],
    ['$__s', 'is not valid jq: $__s is not defined (line 1, column 1)'],
    ['_leaf(.a)', 'is not valid jq: _leaf/1 is not defined (line 1, column 1)'],
  ])('%s is refused', async (expression, detail) => {
    expect(await mapper.check(expression)).toEqual({ ok: false, detail });
  });

  it.each([
    'halt',
    '.a | halt_error',
    'input',
    '[inputs]',
    '.a | debug',
    'stderr',
    'input_filename',
    'input_line_number',
    '$__loc__',
    'get_search_list',
    'env',
    '$ENV',
    '$ENV.HOME',
    '{$ENV}',
    '"\\("\\(env)")"',
    'import "a" as a; .',
    'include "a"; .',
    '"a" | modulemeta',
  ])('%s is refused with its reason', async (expression) => {
    expect(await mapper.check(expression)).toEqual({
      ok: false,
      detail: expect.stringMatching(/^uses [$\w]+, which is not available: \w/),
    });
  });

  it('that takes jq beyond its memory to compile is refused', async () => {
    expect(await mapper.check('('.repeat(16_000) + ')'.repeat(300))).toEqual({ ok: false, detail: expect.any(String) });
  });
});
