import type { Entity, MappedItem } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { testEntry } from '../testing/test-entry.js';
import { FieldOutcomes } from './field-outcomes.js';

const KIND = 'AWS::SQS::Queue';
const entry = testEntry(KIND, {
  entities: [{ identifier: '.Identifier', blueprint: '"thing"', properties: { url: '.Url' } }],
});

function mapped(identifier: string, url: string | null, error?: string): MappedItem {
  const entity: Entity = { identifier, blueprint: 'thing', properties: { url }, relations: {} };
  const warnings = error === undefined ? [] : [{ entity: 0, field: 'properties.url', error }];
  return { state: 'mapped', entities: [entity], warnings };
}

const url = (counts: object) => ({ entry: entry.key, kind: KIND, field: 'properties.url', ...counts });
const ofUrl = (outcomes: FieldOutcomes) => outcomes.take()?.filter(({ field }) => field === 'properties.url');

describe('the outcomes of fields', () => {
  it('name the first error with an entity that shows it, page after page', () => {
    const outcomes = new FieldOutcomes([]);
    outcomes.add(entry, [mapped('a', 'https://a'), mapped('b', null)]);
    outcomes.add(entry, [mapped('c', null, 'no object'), mapped('d', null, 'no text'), { state: 'filtered' }]);

    expect(ofUrl(outcomes)).toEqual([url({ ok: 1, null: 1, error: 2, firstError: 'no object', sample: 'c' })]);
  });

  it('go on from what the worker before has counted', () => {
    const before = new FieldOutcomes([]);
    before.add(entry, [mapped('a', 'https://a'), mapped('b', null)]);
    const after = new FieldOutcomes(before.take() ?? []);
    after.add(entry, [mapped('c', null, 'no object')]);

    expect(ofUrl(after)).toEqual([url({ ok: 1, null: 1, error: 1, firstError: 'no object', sample: 'c' })]);
  });

  it('are taken when there is something new', () => {
    const outcomes = new FieldOutcomes([]);
    expect(outcomes.take()).toBeUndefined();

    outcomes.add(entry, [mapped('a', 'https://a')]);
    expect(outcomes.take()).toHaveLength(3);
    expect(outcomes.take()).toBeUndefined();
  });
});
