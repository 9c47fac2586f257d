import { describe, expect, it } from 'vitest';
import { mappingExpressions } from './mapping-expressions.js';
import { parseMapping } from './parse-mapping.js';

describe('the expressions of a mapping', () => {
  it('are found with their pointers, whether mappings is one or a list', () => {
    const document = parseMapping({
      resources: [
        {
          kind: 'AWS::S3::Bucket',
          selector: { query: true },
          port: { itemsToParse: '.Rules', entity: { mappings: { identifier: '.Arn', blueprint: 'bucket' } } },
        },
        {
          kind: 'AWS::S3::Bucket',
          port: {
            entity: {
              mappings: [
                {
                  identifier: '.Arn',
                  blueprint: '"b"',
                  relations: { owner: { combinator: "'and'", rules: [{ value: '.Owner' }] } },
                },
              ],
            },
          },
        },
      ],
    });

    expect(mappingExpressions(document)).toEqual([
      { pointer: '/resources/0/selector/query', expression: 'true' },
      { pointer: '/resources/0/port/itemsToParse', expression: '.Rules' },
      { pointer: '/resources/0/port/entity/mappings/identifier', expression: '.Arn' },
      { pointer: '/resources/0/port/entity/mappings/blueprint', expression: '"bucket"' },
      { pointer: '/resources/1/port/entity/mappings/0/identifier', expression: '.Arn' },
      { pointer: '/resources/1/port/entity/mappings/0/blueprint', expression: '"b"' },
      { pointer: '/resources/1/port/entity/mappings/0/relations/owner/combinator', expression: '"and"' },
      { pointer: '/resources/1/port/entity/mappings/0/relations/owner/rules/0/value', expression: '.Owner' },
    ]);
  });
});
