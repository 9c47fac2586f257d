import { describe, expect, it } from 'vitest';
import { blueprintExpression, withJqQuotes } from './jq-text.js';

describe('single quotes in an expression', () => {
  it.each([
    ["'service'", '"service"'],
    [".a == 'x'", '.a == "x"'],
    ["'arn:' +\n .Region + ':' + .Id", '"arn:" +\n .Region + ":" + .Id'],
    [".Region + '#Details:id=' + .Name", '.Region + "#Details:id=" + .Name'],
    ["(.a=='x')", "(.a=='x')"],
    [`"it's 'quoted' text"`, `"it's 'quoted' text"`],
    [`"a \\" 'b' "`, `"a \\" 'b' "`],
    ["''", '""'],
  ])('%s becomes %s', (text, expected) => {
    expect(withJqQuotes(text)).toBe(expected);
  });
});

describe('a blueprint', () => {
  it.each([
    ['lambda', '"lambda"'],
    ['s3_bucket-v2', '"s3_bucket-v2"'],
    ['"lambda"', '"lambda"'],
    ["'lambda'", '"lambda"'],
    ['.Kind', '.Kind'],
  ])('written as %s is the expression %s', (text, expected) => {
    expect(blueprintExpression(text)).toBe(expected);
  });
});
