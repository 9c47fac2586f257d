import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryProgram, MappedItem } from '../ports/mapper.js';
import { FieldTally, joinReports, type FieldReport } from './field-report.js';

const program: EntryProgram = {
  key: 'k',
  kind: 'AWS::SQS::Queue',
  selector: null,
  itemsToParse: null,
  itemsToParseName: 'item',
  itemsToParseTopLevelTransform: true,
  entities: [
    { identifier: '.Id', blueprint: '"queue"', properties: { 'a.b': '.x', deep: { list: ['.y'] } } },
    { identifier: '.Id', blueprint: '"part"', relations: { queue: '.q' } },
  ],
};

function reportOf(items: MappedItem[]): FieldReport {
  const tally = new FieldTally(program);
  tally.add(items);
  return tally.report;
}

const value = fc.constantFrom(null, 1, 'x', false, 0, '');
const error = fc.option(fc.constantFrom('bad', 'worse'), { nil: undefined });

/** A mapped resource of one or more parts, each making both entities; an error makes its value null, as the mapper does. */
const mapped = fc
  .array(fc.record({ id: fc.stringMatching(/^[a-z]{1,4}$/), dotted: value, listed: value, queue: value, error }), {
    maxLength: 4,
  })
  .map((parts): MappedItem => {
    const entities = parts.flatMap(({ id, dotted, listed, queue, error: failure }) => [
      {
        identifier: id,
        blueprint: 'queue',
        properties: { 'a.b': failure === undefined ? dotted : null, deep: { list: [listed] } },
        relations: {},
      },
      { identifier: id, blueprint: 'part', properties: {}, relations: { queue } },
    ]);
    const warnings = parts.flatMap(({ error: failure }, part) =>
      failure === undefined ? [] : [{ entity: part * 2, field: 'properties.a.b', error: failure }],
    );
    return { state: 'mapped', entities, warnings };
  });
const items = fc.array(
  fc.oneof(
    mapped,
    fc.constant<MappedItem>({ state: 'filtered' }),
    fc.string().map((detail): MappedItem => ({ state: 'failed', detail })),
  ),
);

describe('a field report', () => {
  it('tells values, nulls and errors apart, with a first example of each', () => {
    const entity = (identifier: string, dotted: number | null) => ({
      identifier,
      blueprint: 'queue',
      properties: { 'a.b': dotted, deep: { list: [false] } },
      relations: {},
    });
    const part = { identifier: 'p', blueprint: 'part', properties: {}, relations: { queue: null } };
    const report = reportOf([
      { state: 'mapped', warnings: [], entities: [entity('one', 1), part] },
      {
        state: 'mapped',
        warnings: [{ entity: 2, field: 'properties.a.b', error: 'bad' }],
        entities: [entity('two', null), part, entity('three', null), part],
      },
      { state: 'filtered' },
      { state: 'failed', detail: 'no identifier' },
      { state: 'failed', detail: 'later' },
    ]);

    const counts = { ok: 0, nulls: 0, errors: 0, firstNull: null, firstError: null };
    expect(report).toEqual({
      mapped: 2,
      filtered: 1,
      failed: 2,
      firstFailure: 'no identifier',
      fields: [
        [
          { ...counts, field: 'identifier', ok: 3 },
          { ...counts, field: 'blueprint', ok: 3 },
          {
            field: 'properties.a.b',
            ok: 1,
            nulls: 1,
            errors: 1,
            firstNull: 'two',
            firstError: { error: 'bad', identifier: 'three' },
          },
          { ...counts, field: 'properties.deep.list.0', ok: 3 },
        ],
        [
          { ...counts, field: 'identifier', ok: 3 },
          { ...counts, field: 'blueprint', ok: 3 },
          { ...counts, field: 'relations.queue', nulls: 3, firstNull: 'p' },
        ],
      ],
    });
  });

  it('counts every resource once and every field once for each entity that has it', () => {
    fc.assert(
      fc.property(items, (sample) => {
        const report = reportOf(sample);
        const entities = sample.flatMap((item) => (item.state === 'mapped' ? item.entities : []));
        const warnings = sample.flatMap((item) => (item.state === 'mapped' ? item.warnings : []));

        expect(report.mapped + report.filtered + report.failed).toBe(sample.length);
        for (const [mapping, fields] of report.fields.entries()) {
          const made = entities.filter(({ blueprint }) => blueprint === (mapping === 0 ? 'queue' : 'part')).length;
          expect(fields.map(({ ok, nulls, errors }) => ok + nulls + errors)).toEqual(fields.map(() => made));
        }
        expect(report.fields.flat().reduce((total, { errors }) => total + errors, 0)).toBe(warnings.length);
      }),
    );
  });

  it('is the same whether resources are counted together, in batches, or apart and joined', () => {
    fc.assert(
      fc.property(items, items, (first, second) => {
        const together = reportOf([...first, ...second]);
        const batches = new FieldTally(program);
        batches.add(first);
        batches.add(second);

        expect(batches.report).toEqual(together);
        expect(joinReports(reportOf(first), reportOf(second))).toEqual(together);
      }),
    );
  });
});
