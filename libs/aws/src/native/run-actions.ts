import { AwsCallFailed, type JsonObject } from '@longshore/domain';
import type { NativeAction } from '@longshore/kinds';
import { mapBounded } from '../bounded.js';
import { ResourceAbsent } from '../call-error.js';
import { type BatchAction, batchAnswers, batchInput } from './batch-call.js';
import type { Item } from './found-items.js';
import { joined, merged, valueAt } from './merged.js';
import type { CallSite, NativeCalls } from './native-calls.js';
import { render, renderText } from './render.js';
import { said } from './said.js';

/** Calls for the items of a page at a time; the bucket of the service is the real limit. */
const CALLS_AT_A_TIME = 8;

/** What one action says about an item: properties, that the item is gone, or that our own session policy refused to ask. */
export type Addition = JsonObject | 'gone' | { refusedAction: string };

type CallingAction = NativeAction & { readonly operation: string };

interface Task {
  action: CallingAction;
  place: number;
  items: readonly Item[];
}

export interface ActionRun {
  calls: NativeCalls;
  site: CallSite;
  actions: readonly NativeAction[];
}

/** For each item what each of the actions says about it; one whose operation is the list's own adds what was listed. */
export async function runActions(
  { calls, site, actions }: ActionRun,
  items: readonly Item[],
  signal: AbortSignal,
): Promise<Map<Item, Addition[]>> {
  const tasks = actions.flatMap((action, place) => tasksOf(action, place, items));
  const told = await mapBounded(tasks, { limit: CALLS_AT_A_TIME, signal }, async (task, stop) => ({
    place: task.place,
    additions: await additionsOf(new ActionCall(calls, site, task.action, stop), task.items),
  }));
  const byItem = new Map(items.map((item) => [item, actions.map((): Addition => item.listed)]));
  for (const { place, additions } of told) {
    for (const [item, addition] of additions) byItem.get(item)?.splice(place, 1, addition);
  }
  return byItem;
}

function tasksOf(action: NativeAction, place: number, items: readonly Item[]): Task[] {
  if (!isCalling(action)) return [];
  const size = action.batch?.size ?? 1;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => {
    return { action, place, items: items.slice(index * size, (index + 1) * size) };
  });
}

function isCalling(action: NativeAction): action is CallingAction {
  return action.operation !== undefined;
}

/** A service may refuse a whole batch because one of its items is gone: halves tell which one. */
async function additionsOf(call: ActionCall, items: readonly Item[]): Promise<[Item, Addition][]> {
  try {
    const additions = await call.ask(items);
    return items.map((item, index) => [item, additions[index] ?? 'gone']);
  } catch (error) {
    if (!call.isGone(error)) return items.map((item) => [item, call.without(error)]);
    if (items.length === 1) return items.map((item) => [item, 'gone']);
    const half = Math.ceil(items.length / 2);
    return [...(await additionsOf(call, items.slice(0, half))), ...(await additionsOf(call, items.slice(half)))];
  }
}

/** One action on one page. */
class ActionCall {
  constructor(
    private readonly calls: NativeCalls,
    private readonly site: CallSite,
    private readonly action: CallingAction,
    private readonly signal: AbortSignal,
  ) {}

  async ask(items: readonly Item[]): Promise<Addition[]> {
    const { action } = this;
    if (isBatch(action)) {
      const answer = await this.send(items[0], batchInput(action, items));
      const missing: Addition = action.optional ? { ...action.empty } : 'gone';
      return batchAnswers(action, items, answer).map((found) => (found ? merged(action, found) : missing));
    }
    const [item] = items;
    const answer = await this.pages(item, render(action.input, item?.names ?? {}));
    return [merged(action, answer)];
  }

  isGone(error: unknown): boolean {
    const { emptyWhen, goneWhen } = this.action;
    return !said(error, emptyWhen) && (error instanceof ResourceAbsent || said(error, goneWhen));
  }

  /** What an item gets from a call that failed and yet says something; any other failure is the page's. */
  without(error: unknown): Addition {
    if (said(error, this.action.emptyWhen)) return { ...this.action.empty };
    if (!(error instanceof AwsCallFailed) || !error.failure.isRestrictedByUs) throw error;
    return { refusedAction: error.failure.action ?? error.failure.detail };
  }

  private async pages(item: Item | undefined, input: object): Promise<JsonObject> {
    const [asked, answered] = this.action.token ?? [];
    const pages: JsonObject[] = [];
    let token: unknown;
    do {
      const more = asked !== undefined && token !== undefined ? { [asked]: token } : {};
      const page = await this.send(item, { ...input, ...more });
      pages.push(page);
      token = answered === undefined ? undefined : valueAt(page, answered);
    } while (typeof token === 'string' && token !== '');
    return joined(pages);
  }

  private send(item: Item | undefined, input: object): Promise<JsonObject> {
    const { calls, site, action, signal } = this;
    const own = action.region === undefined ? undefined : renderText(action.region, item?.names ?? {});
    const region = typeof own === 'string' ? own : site.region;
    return calls.call({ ...site, region }, action, input, signal);
  }
}

function isBatch(action: CallingAction): action is BatchAction {
  return action.batch !== undefined;
}
