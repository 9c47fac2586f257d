import { parseMapping } from '@longshore/domain';
import { kindNames } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { mappingNotes } from './mapping-notes.js';

function lost(kind: string, properties: { [name: string]: string }, selector: object = {}): string[] {
  const mappings = { identifier: '.Properties.Arn', blueprint: '"thing"', properties };
  const document = parseMapping({ resources: [{ kind, selector, port: { entity: { mappings } } }] });
  return mappingNotes(document).flatMap(({ effect, detail }) => (effect === 'lost' ? [detail] : []));
}

describe('a property that AWS takes and never tells', () => {
  const snapStart = { snapStart: '.Properties.SnapStart' };
  const never = ['SnapStart is always null: AWS takes it and never tells it'];

  it('is null in the shape of Cloud Control', () => {
    expect(lost('AWS::Lambda::Function', snapStart, { shape: 'cloud-control' })).toEqual(never);
    expect(lost('AWS::Lambda::Function', snapStart, { useGetResourceAPI: true })).toEqual(never);
  });

  it('may be told by the service itself', () => {
    expect(lost('AWS::Lambda::Function', snapStart)).toEqual([]);
  });
});

describe('a mapping of more new services than a session can be allowed', () => {
  it('says which kinds need an integration of their own', () => {
    const port = { entity: { mappings: { identifier: '.Identifier', blueprint: '"thing"' } } };
    const kinds = kindNames().filter(
      (kind) => kind.startsWith('AWS::QuickSight::') || kind.startsWith('AWS::Wisdom::'),
    );
    const resources = kinds.map((kind) => ({ kind, port }));

    const notes = mappingNotes(parseMapping({ resources })).filter(({ detail }) => detail.includes('no room'));

    expect(notes).toContainEqual({
      pointer: `/resources/${kinds.indexOf('AWS::Wisdom::Assistant')}/kind`,
      effect: 'lost',
      detail:
        'a session has no room to be allowed wisdom:GetAssistant, wisdom:ListAssistants: map AWS::Wisdom::Assistant in an integration of its own',
    });
  });
});
