import { TenantId, type EntryProgram, type JsonObject } from '@longshore/domain';

export const TENANT = TenantId.parse('5f0c1a3e-7d1b-4c59-9a3c-0d9a0f4f7b11');
export const NEIGHBOUR = TenantId.parse('0b7d9c52-41a8-4a8e-8f0e-6f1b7d2c9e33');

/** An entry that makes of each resource one `queue` with these properties, unless told otherwise. */
export function mappingOf(properties: { [id: string]: string }, rest: Partial<EntryProgram> = {}): EntryProgram {
  return {
    key: 'AWS::SQS::Queue#0',
    kind: 'AWS::SQS::Queue',
    selector: null,
    itemsToParse: null,
    itemsToParseName: 'item',
    itemsToParseTopLevelTransform: true,
    entities: [{ identifier: '.Id', blueprint: '"queue"', properties }],
    ...rest,
  };
}

/** Resources `q-0`, `q-1`, ... */
export function queues(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({ Id: `q-${index}`, Name: `name ${index}`, Size: index }));
}
