import type { RedisTarget } from '@longshore/platform';
import type { ConnectionOptions } from 'bullmq';
import { Cluster } from 'ioredis';

/** Two seconds at most between attempts: with ioredis's 20 retries a command gives up after about half a minute. */
const retryStrategy = (times: number) => Math.min(times * 200, 2_000);

/** Options of ioredis; BullMQ makes the connections, and has those that block for jobs retry for ever. */
export function redisConnection(target: RedisTarget): ConnectionOptions {
  const { tls, username, password } = target;
  const login = { ...(username && { username }), ...(password && { password }), ...(tls && { tls: {} }) };
  if (target.mode === 'cluster') return cluster(target.nodes, login);
  if (target.mode === 'single') {
    return { ...login, host: target.host, port: target.port, db: target.db, retryStrategy };
  }
  const { sentinels, masterName, db } = target;
  return { ...login, sentinels, name: masterName, db, enableTLSForSentinelMode: tls, retryStrategy };
}

/** BullMQ builds no cluster client itself; it duplicates the one it is given and insists on endless retries (null). */
function cluster(nodes: { host: string; port: number }[], login: { tls?: object }): Cluster {
  return new Cluster(nodes, {
    redisOptions: { ...login, maxRetriesPerRequest: null },
    clusterRetryStrategy: retryStrategy,
    lazyConnect: true,
  });
}
