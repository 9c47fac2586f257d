import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, CellSet } from './account-plan.js';

describe('the cells of a plan', () => {
  it('are numbered kind by kind, and in all regions where the kind names none', () => {
    const kinds = [
      { kind: 'AWS::IAM::Role', regions: ['us-east-1'] },
      { kind: 'AWS::SQS::Queue', regions: null },
      { kind: 'AWS::EKS::Cluster', regions: [] },
    ];

    expect(cellsOf({ regions: ['eu-west-1', 'us-east-1'], kinds, notices: [] })).toEqual([
      { number: 0, kind: 'AWS::IAM::Role', region: 'us-east-1' },
      { number: 1, kind: 'AWS::SQS::Queue', region: 'eu-west-1' },
      { number: 2, kind: 'AWS::SQS::Queue', region: 'us-east-1' },
    ]);
  });
});

describe('a set of cells', () => {
  const cells = fc.array(fc.nat(600));

  it('holds what was added, and nothing else, also after it was stored', () => {
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        const first = CellSet.from(Buffer.alloc(0));
        for (const cell of before) first.add(cell);
        const second = CellSet.from(first.toBuffer());
        for (const cell of after) second.add(cell);

        const expected = new Set([...before, ...after]);
        const held = Array.from({ length: 610 }, (_, cell) => cell).filter((cell) => second.has(cell));
        expect(held).toEqual([...expected].sort((one, other) => one - other));
      }),
    );
  });

  it('takes one bit per cell', () => {
    const set = CellSet.from(Buffer.alloc(0));
    set.add(560);

    expect(set.toBuffer()).toHaveLength(71);
  });

  it('does not change what it was made from', () => {
    const stored = Buffer.from([0]);
    CellSet.from(stored).add(3);

    expect(stored).toEqual(Buffer.from([0]));
  });
});
