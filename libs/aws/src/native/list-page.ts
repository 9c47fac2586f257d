import { AwsCallFailed, type AwsFailure, type Json } from '@longshore/domain';
import type { NativeList } from '@longshore/kinds';
import { type Item, foundItems } from './found-items.js';
import type { CallSite, NativeCalls } from './native-calls.js';
import { type Names, at, render } from './render.js';
import { said } from './said.js';

export interface ItemPage {
  items: Item[];
  nextToken: string | null;
  /** Why AWS refused the list to an account that is not the one which may make it. */
  refused?: AwsFailure;
}

export interface ListRequest {
  site: CallSite;
  list: NativeList;
  names: Names;
  token: string | null;
}

/** One page of one list operation. */
export async function listPage(calls: NativeCalls, request: ListRequest, signal: AbortSignal): Promise<ItemPage> {
  const { site, list, names, token } = request;
  const [input, output] = list.token ?? [];
  const asked = { ...render(list.input, names), ...(input !== undefined && token !== null && { [input]: token }) };
  try {
    const answer = await calls.call(site, list, asked, signal);
    const nextToken = output === undefined ? null : textOf(at(answer, output.split('.')));
    if (nextToken !== null && nextToken === token) throw repeated(list.operation);
    return { items: foundItems(answer, list, names), nextToken };
  } catch (error) {
    if (said(error, list.noneWhen)) return { items: [], nextToken: null };
    if (isDenied(error) && (await isElsewhere(calls, request, signal)))
      return { items: [], nextToken: null, refused: error.failure };
    throw error;
  }
}

function isDenied(error: unknown): error is AwsCallFailed {
  return error instanceof AwsCallFailed && error.failure.reason === 'denied';
}

/** A list that one account of an organization may make is denied to the others, which have nothing to list; unless a page of it was shown. */
async function isElsewhere(
  calls: NativeCalls,
  { site, list: { onlyIn }, token }: ListRequest,
  signal: AbortSignal,
): Promise<boolean> {
  if (!onlyIn || token !== null) return false;
  const answer = await calls.call(site, onlyIn, {}, signal).catch(() => undefined);
  const home = answer && textOf(at(answer, onlyIn.account.split('.')));
  return home !== undefined && home !== null && home !== site.account.awsAccountId;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Such a listing would never end, and what it leaves out nobody knows. */
function repeated(operation: string): AwsCallFailed {
  const detail = `${operation} answered the page token that it was asked with.`;
  return new AwsCallFailed({ reason: 'truncated', awsCode: 'RepeatedToken', detail });
}
