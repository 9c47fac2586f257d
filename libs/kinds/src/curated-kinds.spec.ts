import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curatedKinds, relatedFirst } from './curated-kinds.js';
import { defineKind, type Kind } from './define-kind.js';

const kindOf = (name: string, targets: readonly string[] = []): Kind =>
  defineKind({
    type: `AWS::Test::${name}`,
    title: name,
    blueprint: name,
    entity: {
      identifier: '.Properties.Id',
      title: '.Properties.Id',
      properties: {},
      relations: Object.fromEntries(
        targets.map((target) => [target, { title: target, target, from: '.Properties.X' }]),
      ),
    },
  });

const names = (kinds: readonly Kind[]) => kinds.map(({ title }) => title);

describe('the order of kinds', () => {
  it('has what others relate to first, and is as given otherwise', () => {
    const kinds = [kindOf('instance', ['subnet', 'image']), kindOf('image'), kindOf('subnet', ['vpc']), kindOf('vpc')];

    expect(names(relatedFirst(kinds))).toEqual(['vpc', 'subnet', 'image', 'instance']);
  });

  it('has each kind once, in whatever circle they relate to each other', () => {
    const related = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(related, (relations) => {
        const kinds = relations.map((targets, index) => kindOf(String(index), targets.map(String)));
        expect(names(relatedFirst(kinds)).sort()).toEqual(names(kinds).sort());
      }),
    );
  });

  it('begins with the account, which all others relate to', () => {
    expect(curatedKinds[0]?.type).toBe('AWS::Account::Info');
  });
});
