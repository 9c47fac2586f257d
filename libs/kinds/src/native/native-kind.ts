import type { Json } from '@longshore/domain';
import type { IamAction } from '../define-kind.js';

/** Services whose own API lists kinds, by the name of their SDK client. */
export const NATIVE_SERVICES = [
  'codebuild',
  'codedeploy',
  'codepipeline',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'eks',
  'elasticache',
  'kafka',
  'lambda',
  'memorydb',
  'organizations',
  'rds',
  's3',
  'sesv2',
  'sfn',
  'sns',
  'sqs',
] as const;
export type NativeService = (typeof NATIVE_SERVICES)[number];

/**
 * JSON whose texts may hold placeholders. `{Name}` is a member of the item, `{a.b}` a member of a member, `{^.Name}` of the
 * element around the item, `{answer.x}` of the whole answer, `{#}` its place in the list from 1; `{aws.partition}`, `{aws.region}`, `{aws.accountId}` and
 * `{since}` (the begin of the history) are known everywhere. `{Name|name}` is what follows the last slash or colon.
 * A text that is one placeholder has its value; any other whose placeholder is unknown is left out.
 */
export type Template = Json;
export type Templates = { readonly [member: string]: Template };

/** One operation of the service's API, as the SDK calls it. */
export interface NativeCall {
  readonly operation: string;
  readonly input?: Templates;
  /** Default: the service's prefix and the operation. */
  readonly permission?: IamAction;
}

export interface NativeList extends NativeCall {
  /** Where the items are in the answer: `a.b[]`; a further `.c[]` goes into each element. */
  readonly items: string;
  /** The name by which templates know items that are plain text. */
  readonly as?: string;
  /** The members that hold the page token: in the request, in the answer. */
  readonly token?: readonly [string, string];
  /** Errors by which the service says that there are none: a code, or a code and a part of its message (`Code: part`). */
  readonly noneWhen?: readonly string[];
  /** Who may list at all: when the call is denied in an account that this one is not, the account has none. */
  readonly onlyIn?: NativeCall & { readonly account: string };
}

/** What adds properties to a listed item. Without an operation it is the list's own answer. */
export interface NativeAction extends Partial<NativeCall> {
  /** As mappings write it in `includeActions`. */
  readonly name: string;
  /** Runs only for entries that include it. */
  readonly optional?: true;
  /** Other spellings that are in use. */
  readonly alias?: readonly string[];
  /** The region to call, where an item has its own. */
  readonly region?: string;
  /** For operations that take several items: how many, the input's member for them, what stands there for each. */
  readonly batch?: NativeBatch;
  /** What is taken from the answer (of a batch: from its element): all members of the object at a path, or paths by property. */
  readonly merge?: readonly (string | { readonly [property: string]: string })[];
  /** The members that hold the page token of an answer in pages, whose lists are joined. */
  readonly token?: readonly [string, string];
  /** Properties that an item has when the answer has nothing. */
  readonly empty?: { readonly [property: string]: Json };
  /** Errors that mean "nothing is set": as in a list. */
  readonly emptyWhen?: readonly string[];
  /** Errors that mean "the item is gone" beside those that always do. */
  readonly goneWhen?: readonly string[];
}

export interface NativeBatch {
  readonly size: number;
  readonly into: string;
  readonly each: string;
  /** Where the elements are in the answer, and by which of their paths each is told; the first that it has. */
  readonly answers: string;
  readonly by: readonly string[];
  /** Where the answer tells what it leaves out, and which reason means "gone"; any other fails the call. */
  readonly failures?: { readonly at: string; readonly gone?: string };
}

/** How one resource is read again: a call whose answer has an item of the list, or is one (`items: ''`); or the item itself, which the actions complete. */
export type NativeRead = (NativeCall & { readonly items: string }) | { readonly item: Templates };

/** Things that happened: only those of the last days are kept. */
export interface NativeHistory {
  readonly days: number;
  /** The properties, or members of theirs, that may say when: the first that is there does. */
  readonly at: readonly string[];
  /** True where AWS documents that the newest come first: a page before the window then ends the listing. */
  readonly isNewestFirst?: true;
}

/** How a kind is read from its service's own API, in the shape of Port's hosted integration. */
export interface NativeKind {
  readonly service: NativeService;
  readonly reach: 'regional' | 'global';
  /** What has to be listed first, where the list asks for it. */
  readonly parents?: NativeList & { readonly as: string };
  readonly list: NativeList;
  /** In the order in which later ones overwrite properties of earlier ones. */
  readonly actions: readonly NativeAction[];
  /** Over the properties: `{A}` or `{A}|{B}`; the registry's primary identifier where it has the kind. */
  readonly identifier: string;
  readonly read?: NativeRead;
  /** Values of a property for which a resource that can still be read counts as gone. */
  readonly goneWhen?: { readonly [property: string]: readonly string[] };
  readonly history?: NativeHistory;
  /** First-level names that are not just the service's own in PascalCase. */
  readonly rename?: { readonly [property: string]: string };
  /** Properties whose own members become PascalCase too. */
  readonly recase?: readonly string[];
  /** Properties that the service answers as text. */
  readonly coerce?: { readonly integers: readonly string[]; readonly booleans: readonly string[] };
  /** Properties that are made of others where the service does not answer them. */
  readonly build?: Templates;
  /** What `__ExtraContext` has beside account and region. */
  readonly context?: Templates;
}

export type NativeLiteral = Omit<NativeKind, 'reach'> & { readonly reach?: NativeKind['reach'] };

/** IAM's prefix where it is not the SDK client's name. */
const PREFIX: Partial<Record<NativeService, string>> = { sesv2: 'ses', sfn: 'states' };

export function permissionOf(service: NativeService, { operation, permission }: NativeCall): IamAction {
  return permission ?? `${PREFIX[service] ?? service}:${operation}`;
}

/** IAM actions: without which the kind cannot be listed, of a direct read, and of optional actions by action. */
export function nativePermissions({ service, parents, list, actions, read }: NativeLiteral): {
  needed: IamAction[];
  read: IamAction[];
  optional: { [action: string]: IamAction };
} {
  const own = (call: Partial<NativeCall>) =>
    call.operation === undefined ? [] : [permissionOf(service, { ...call, operation: call.operation })];
  const needed = [parents ?? {}, list, list.onlyIn ?? {}, ...actions.filter(({ optional }) => !optional)].flatMap(own);
  const optional = actions.flatMap((action) =>
    action.optional ? own(action).map((permission) => [action.name, permission] as const) : [],
  );
  return {
    needed: [...new Set(needed)],
    read: own(read && 'operation' in read ? read : {}),
    optional: Object.fromEntries(optional),
  };
}
