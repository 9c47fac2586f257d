import type { Json, JsonObject } from '@longshore/domain';
import { type NativeAction, type NativeKind, type NativeList, type NativeService } from '@longshore/kinds';
import type { Answer, Asked } from './answering-aws.js';
import { sample } from './operations.js';

const PAGE = 2;
const ITEMS = 5;
const PARENTS = ['one', 'two'];

/** The operations that a kind may call. */
export function operationsOf({ service, parents, list, actions, read }: NativeKind): [NativeService, string][] {
  const calls = [parents, list, list.onlyIn, ...actions, read && 'operation' in read ? read : undefined];
  const names = calls.flatMap((call) => (call?.operation === undefined ? [] : [call.operation]));
  return [...new Set(names)].map((name) => [service, name]);
}

/** How many resources of the kind there are: five, of each parent if there are parents; what one answer holds is five lists of one. */
export function estateSize({ parents, list }: NativeKind): number {
  const each = list.token ? ITEMS : 1;
  return parents ? PARENTS.length * each : each;
}

/** Answers every operation of a kind with all that its model has, in pages of two; items are told apart by their texts. */
export function answerFor(kind: NativeKind, { operation, input }: Asked): Answer {
  const { parents, list, actions } = kind;
  if (list.onlyIn?.operation === operation.name) return { Organization: { MasterAccountId: '123456789012' } };
  const isParents = parents?.operation === operation.name && parents.operation !== list.operation;
  if (isParents || operation.name === list.operation) {
    const asked = isParents && parents ? parents : list;
    return listAnswer(asked, operation, { input, seeds: isParents ? PARENTS : seedsOf(kind, input) });
  }
  const action = actions.find((each) => each.operation === operation.name);
  if (action?.batch) return batchAnswer(action, operation, input);
  return withoutTokens(sample(operation, seedIn(input)), action?.token);
}

/** Texts that end in the same seed belong together, whatever their member. */
export function seedIn(input: { [member: string]: unknown }): string {
  const text = JSON.stringify(input).replaceAll(/token-\d+|eu-(?:west|central)-1/g, '');
  return /-((?:one|two)\.\d)\b/.exec(text)?.[1] ?? /-(one|two|\d)\b/.exec(text)?.[1] ?? '1';
}

function seedsOf({ parents }: NativeKind, input: { [member: string]: unknown }): string[] {
  const parent = parents && seedIn(input);
  return Array.from({ length: ITEMS }, (_, index) => (parent ? `${parent}.${index + 1}` : String(index + 1)));
}

function listAnswer(
  list: NativeList,
  operation: Asked['operation'],
  { input, seeds }: { input: { [member: string]: unknown }; seeds: string[] },
): JsonObject {
  const [asked = '', answered = ''] = list.token ?? [];
  const from = list.token ? Number(String(input[asked] ?? 'token-0').split('-')[1]) : 0;
  const shown = list.token ? seeds.slice(from, from + PAGE) : [seedIn(input)];
  const answer = withoutTokens(sample(operation, shown[0] ?? ''), list.token);
  const [holder = '', ...rest] = list.items.split('[]')[0]?.split('.') ?? [];
  const elements = shown.map((seed) => elementAt(sample(operation, seed), [holder, ...rest]));
  put(
    answer,
    [holder, ...rest],
    list.as === undefined || list.items.includes('[].') ? elements : shown.map((seed) => named(list, seed)),
  );
  const isLast = !list.token || from + PAGE >= seeds.length;
  return isLast ? answer : { ...answer, [answered]: `token-${from + PAGE}` };
}

const named = ({ as = '' }: NativeList, seed: string): string => `${as}-${seed}`;

function elementAt(answer: JsonObject, path: string[]): Json {
  const list = path.reduce<Json>((value, name) => (value as JsonObject)[name] ?? null, answer);
  return Array.isArray(list) ? (list[0] ?? null) : list;
}

function put(answer: JsonObject, [name = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) answer[name] = value;
  else put(answer[name] as JsonObject, rest, value);
}

/** Every second element first: who joins by place gives every resource another one's properties. */
function batchAnswer(action: NativeAction, operation: Asked['operation'], input: Asked['input']): JsonObject {
  const { batch } = action;
  const keys = (input[batch?.into ?? ''] ?? input[(batch?.into ?? '').replace(/s$/, '')]) as string[];
  const whole = sample(operation, '1');
  const path = batch?.answers.replace('[]', '').split('.') ?? [];
  const elements = keys.map((key) => {
    const element = elementAt(sample(operation, seedIn({ key })), path) as JsonObject;
    put(element, batch?.by[0]?.split('.') ?? [], key);
    return element;
  });
  put(whole, path, elements.toReversed());
  if (batch?.failures) delete whole[batch.failures.at];
  return whole;
}

function withoutTokens(answer: JsonObject, token?: readonly [string, string]): JsonObject {
  const { [token?.[1] ?? '']: _, ...rest } = answer;
  return rest;
}
