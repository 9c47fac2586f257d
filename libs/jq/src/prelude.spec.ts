import { loadJq } from 'jq-wasm';
import { describe, expect, it } from 'vitest';
import { PRELUDE } from './prelude.js';

const jq = await loadJq();

describe('behind the check of expressions the prelude', () => {
  it.each([
    'halt',
    'halt_error',
    'halt_error(1)',
    'input',
    'inputs',
    'input_filename',
    'input_line_number',
    'debug',
    'debug("x")',
    'stderr',
    'get_search_list',
    'modulemeta',
  ])('takes away %s', (call) => {
    expect(jq.raw('[1] [2]', `${PRELUDE}try ${call} catch .`, ['-c'])).toEqual({
      stdout: '"not available"\n"not available"',
      stderr: '',
      exitCode: 0,
    });
  });

  it('shows an empty environment', () => {
    expect(jq.json(null, `${PRELUDE}env`)).toEqual([{}]);
  });
});
