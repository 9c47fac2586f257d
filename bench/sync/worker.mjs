// The worker as it ships, except that AWS's pace is off, and that it counts: jq runs, statements and
// what Port answered.
import 'reflect-metadata';
import { env } from 'node:process';
import { JqMapper } from '@longshore/jq';
import { loadConfig } from '@longshore/platform';
import { createWorker } from '../../apps/worker/dist/create-worker.js';
import { slowestStatements, statementCount } from './statement-times.mjs';

const counts = { jqRuns: 0, jqItems: 0, portRequests: 0, bulkRequests: 0, tooMany: 0 };

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
// AWS's pace protects a real account from us; here it would be all that is measured.
const app = await createWorker(loadConfig(), { isPaced: false });
app.enableShutdownHooks();
process.on('disconnect', () => void app.close().finally(() => process.exit(0)));
process.send?.({ ready: true });
