import type { JsonObject } from '@longshore/domain';
import type { LogLevel, NewLogLine, NewSyncEvent } from '@longshore/database';

/** How events read in the log; null: they have no line there. Others read as they are called. */
const WORDING: { [type: string]: { level: LogLevel; message: string } | null } = {
  progress: null,
  'account.started': { level: 'info', message: 'account sync began' },
  'account.finished': { level: 'info', message: 'account sync finished' },
  'account.failed': { level: 'error', message: 'account sync failed' },
  'account.notice': { level: 'warning', message: 'something had to be assumed about the account' },
  'scope.incomplete': { level: 'warning', message: 'the listing is incomplete' },
  'listing.orphaned': { level: 'warning', message: 'the listing has vanished; what it made stays until it is pruned' },
  'kind.empty': { level: 'warning', message: 'the kind yields no resources, and not everything was looked at' },
  'item.failed': { level: 'error', message: 'a resource could not be mapped' },
  'search.failed': { level: 'error', message: 'Port did not find an entity, or did not take it' },
  'entity.kept': { level: 'warning', message: 'Port kept an entity' },
  'deletions.held': { level: 'warning', message: 'deletions are held' },
  'plan.incomplete': { level: 'warning', message: 'the plan does not tell everything' },
  'events.omitted': { level: 'warning', message: 'there were more events than are told' },
};

/** The line of an event of an account sync. */
export function lineOf(account: string, { type, data }: NewSyncEvent): NewLogLine | null {
  const words = WORDING[type];
  if (words === null) return null;
  const { kind, region, awsAccountId: _, ...rest } = withoutAnyValue(type, data);
  return {
    level: words?.level ?? 'info',
    message: words?.message ?? type.replaceAll('.', ' '),
    account,
    ...(typeof kind === 'string' && { kind }),
    ...(typeof region === 'string' && { region }),
    data: rest as JsonObject,
  };
}

/** What jq and Port say, and what is searched for, may hold values out of resources. */
function withoutAnyValue(type: string, data: JsonObject): JsonObject {
  if (type === 'item.failed') return { ...data, detail: withoutValues(String(data['detail'])) };
  if (type !== 'search.failed') return data;
  const { search: _search, detail: _detail, ...rest } = data;
  return rest;
}

/** jq's errors quote the values that they are about, and "got" tells one: a log has neither. */
export function withoutValues(detail: string): string {
  return detail.replace(/["(][^]*[")]/, '…').replace(/\bgot (?!a list|an object|…)[^…:]*/, 'got something else');
}
