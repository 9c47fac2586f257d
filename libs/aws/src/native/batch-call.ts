import { AwsCallFailed, type Json, type JsonObject } from '@longshore/domain';
import type { NativeAction, NativeBatch } from '@longshore/kinds';
import { foundItems, type Item } from './found-items.js';
import { isObject, render, renderText } from './render.js';
import { valueAt } from './merged.js';

/** An action that asks for several items at once. */
export type BatchAction = NativeAction & { readonly operation: string; readonly batch: NativeBatch };

/** The input for items that share a parent, whose names the first one knows. */
export function batchInput({ input, batch }: BatchAction, items: readonly Item[]): object {
  return { ...render(input, items[0]?.names ?? {}), [batch.into]: items.map((item) => keyOf(item, batch)) };
}

/** The element that answers each item, told by its key and never by its place; undefined where there is none. */
export function batchAnswers(action: BatchAction, items: readonly Item[], answer: JsonObject) {
  const { batch, operation } = action;
  const elements = foundItems(answer, { items: batch.answers }, {}).map(({ listed }) => listed);
  const byKey = new Map(elements.map((element) => [answeredKey(element, batch), element]));
  const answers = items.map((item) => byKey.get(keyOf(item, batch)));
  if (answers.includes(undefined)) requireGone(operation, batch, answer);
  return answers;
}

function keyOf({ names }: Item, { each }: NativeBatch): Json | undefined {
  const key = renderText(each, names);
  return key instanceof Date ? undefined : key;
}

function answeredKey(element: JsonObject, { by }: NativeBatch): Json | undefined {
  return by.map((path) => valueAt(element, path)).find((key) => key !== undefined);
}

/** An answer that leaves items out for any other reason than that they are gone proves nothing about them. */
function requireGone(operation: string, { failures }: NativeBatch, answer: JsonObject): void {
  if (!failures) return;
  const told = valueAt(answer, failures.at);
  const reasons = Array.isArray(told) ? told.filter(isObject).map(({ reason }) => reason) : [told];
  const other = reasons.find((reason) => typeof reason === 'string' && reason !== '' && reason !== failures.gone);
  if (typeof other !== 'string') return;
  const detail = `${operation} left out a part of what it was asked for.`;
  throw new AwsCallFailed({ reason: 'internal', awsCode: other.slice(0, 200), detail });
}
