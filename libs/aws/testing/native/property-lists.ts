import { readFileSync } from 'node:fs';
import type { Kind, NativeKind } from '@longshore/kinds';
import type { Answer, Asked } from './answering-aws.js';
import { answerFor, seedIn } from './kind-estate.js';

export type NativeKindOfOurs = Kind & { native: NativeKind };

const file = new URL('../../../kinds/tools/property-lists.json', import.meta.url);

/** The properties that Port's own integration documents, by kind. */
export const propertyLists = JSON.parse(readFileSync(file, 'utf8')) as { [kind: string]: string[] };

const OF_THE_LIST = ['QueueUrl', 'TopicArn', 'Tags'];

/** Queues and topics answer their properties as a map, of which no model knows the names. */
export function answers({ type, native }: NativeKindOfOurs, asked: Asked): Answer {
  const answer = answerFor(native, asked);
  if (!('Attributes' in answer)) return answer;
  const names = (propertyLists[type] ?? []).filter((name) => !OF_THE_LIST.includes(name));
  const seed = seedIn(asked.input);
  return { Attributes: Object.fromEntries(names.map((name) => [name, valueOf(native, name) ?? `${name}-${seed}`])) };
}

function valueOf({ coerce }: NativeKind, name: string): string | undefined {
  if (name.endsWith('Policy')) return '{}';
  if (coerce?.integers.includes(name)) return '7';
  return coerce?.booleans.includes(name) ? 'true' : undefined;
}
