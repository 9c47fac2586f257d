import type { MappingEntry } from '@longshore/domain';

/** A resource entry that maps everything of a kind. */
export function testEntry(kind: string, change: Partial<MappingEntry> = {}): MappingEntry {
  return {
    key: `${kind}#0`,
    kind,
    selector: null,
    itemsToParse: null,
    itemsToParseName: 'item',
    itemsToParseTopLevelTransform: false,
    entities: [{ identifier: '.Identifier', blueprint: '"thing"' }],
    regionPolicy: { allow: null, deny: [] },
    includeActions: [],
    useGetResourceApi: false,
    shape: null,
    resourceModels: {},
    maxConcurrentAccounts: null,
    ...change,
  };
}
