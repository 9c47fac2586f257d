import { AwsCallFailed } from '@longshore/domain';

/**
 * List handlers that ask their service for one page and never say that there is more, and the size of that page.
 * A listing of that size proves nothing about what is not in it.
 */
const STOPS_AT: ReadonlyMap<string, number> = new Map([
  ['AWS::SQS::Queue', 1_000],
  ['AWS::ApiGateway::ApiKey', 25],
]);

export interface Position {
  /** AWS's own token; null on the first page. */
  token: string | null;
  /** How many resources the pages before had; counted for kinds that may stop early only. */
  listed: number;
}

/** Our page token of such a kind is AWS's behind that count; nothing behind it means that the listing stopped early. */
export function positionOf(kind: string, token: string | null): Position {
  if (token === null || !STOPS_AT.has(kind)) return { token, listed: 0 };
  const [count = '', ...rest] = token.split(' ');
  if (rest.join(' ') !== '') return { token: rest.join(' '), listed: Number(count) };
  const detail = `AWS lists no more than ${count} resources of ${kind} and does not say whether there are others.`;
  throw new AwsCallFailed({ reason: 'truncated', awsCode: 'ListStopsEarly', detail });
}

/** The page after `listed` resources: what was listed is kept, and the page that cannot be had then fails the listing. */
export function tokenAfter(kind: string, listed: number, token: string | null): string | null {
  const limit = STOPS_AT.get(kind);
  if (limit === undefined) return token;
  if (token !== null) return `${listed} ${token}`;
  return listed < limit ? null : `${listed} `;
}
