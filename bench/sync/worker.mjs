// The worker as it ships, except that AWS's pace is off, and that it counts: jq runs, statements and
// what Port answered.
import { env } from 'node:process';
import { JqMapper } from '@longshore/jq';
import { TokenBucket } from '../../libs/aws/dist/token-bucket.js';
import { slowestStatements, statementCount } from './statement-times.mjs';

const counts = { jqRuns: 0, jqItems: 0, portRequests: 0, bulkRequests: 0, tooMany: 0 };

// The buckets protect a real account from us; here they would be all that is measured.
TokenBucket.prototype.take = () => 0;

const map = JqMapper.prototype.map;
JqMapper.prototype.map = function counted(tenant, program, items, signal) {
  if (items.length > 0) counts.jqRuns += 1;
  counts.jqItems += items.length;
  return map.call(this, tenant, program, items, signal);
};

const send = globalThis.fetch;
globalThis.fetch = async (url, init) => {
  const answer = await send(url, init);
  if (String(url).startsWith(env.PORT_API_URL ?? '')) {
    counts.portRequests += 1;
    if (new URL(String(url)).pathname.endsWith('/entities/bulk')) counts.bulkRequests += 1;
    if (answer.status === 429) counts.tooMany += 1;
  }
  return answer;
};

process.on('message', (message) => {
  if (message === 'counts') process.send?.({ counts: { ...counts, statements: statementCount() } });
  if (message === 'statements') process.send?.({ statements: slowestStatements() });
});
await import('../../apps/worker/dist/main.js');
