import { describe, expect, it } from 'vitest';
import { itemsPath } from './items-path.js';

describe('the member that itemsToParse takes apart', () => {
  it.each([
    ['.Properties.Rules', ['Properties', 'Rules']],
    ['.Rules[]?', ['Rules']],
    ['.Rules | map(.x)', ['Rules']],
    ['. | .Rules', ['Rules']],
    ['[.a, .b]', null],
    ['to_entries', null],
    ['[.Tags[] | select(.x)]', null],
    ['.my-key', null],
    ['.', null],
  ])('%s is %j', (expression, path) => {
    expect(itemsPath(expression)).toEqual(path);
  });
});
