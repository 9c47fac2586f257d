import { randomUUID } from 'node:crypto';
import { accountSyncJob } from '@longshore/domain';
import { parseRedisUrl } from '@longshore/platform';
import { Queue } from 'bullmq';
import { Cluster } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { BullJobQueue } from './bull-job-queue.js';
import { queueConnection } from './connection.js';
import { QueueUnavailable } from './queue-unavailable.error.js';

const databaseUrl = 'postgres://me@127.0.0.1:1/longshore?options=-c%20statement_timeout%3D1s&sslmode=disable';

const redisAt = (url: string) => queueConnection({ databaseUrl, redis: parseRedisUrl(url) }).connection;

describe('the connection of the queue', () => {
  it("keeps the database URL's own options beside the role", () => {
    expect(queueConnection({ databaseUrl, redis: null }).connection).toMatchObject({
      connectionString: 'postgres://me@127.0.0.1:1/longshore?sslmode=disable',
      options: '-c statement_timeout=1s -c role=longshore_system',
      schema: 'bullmq',
    });
  });

  it('reaches one Redis with TLS and a login', () => {
    expect(redisAt('rediss://me:secret@redis.internal:6380/2')).toEqual({
      host: 'redis.internal',
      port: 6380,
      db: 2,
      username: 'me',
      password: 'secret',
      tls: {},
      retryStrategy: expect.any(Function),
    });
  });

  it('asks Sentinels for the primary', () => {
    expect(redisAt('redis+sentinel://s1,s2:5000/longshore/3')).toEqual({
      sentinels: [
        { host: 's1', port: 26379 },
        { host: 's2', port: 5000 },
      ],
      name: 'longshore',
      db: 3,
      enableTLSForSentinelMode: false,
      retryStrategy: expect.any(Function),
    });
  });

  it('hands BullMQ a client for a Cluster, which retries for ever', () => {
    const cluster = redisAt('redis+cluster://:secret@n1,n2:7000');

    expect(cluster).toBeInstanceOf(Cluster);
    expect((cluster as Cluster).options.redisOptions).toEqual({ password: 'secret', maxRetriesPerRequest: null });
  });
});

describe('a queue that cannot be reached', () => {
  it('says so to whoever adds a job', async () => {
    const queue = new Queue(accountSyncJob.queue, queueConnection({ databaseUrl, redis: null }));
    queue.on('error', () => undefined);
    const job = accountSyncJob.payload.parse({ v: 1, tenantId: randomUUID(), accountSyncId: randomUUID() });

    await expect(new BullJobQueue(queue, queue).add(job, 1)).rejects.toBeInstanceOf(QueueUnavailable);
    await queue.close();
  });
});
