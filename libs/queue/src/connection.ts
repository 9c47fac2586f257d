import type { RedisTarget } from '@longshore/platform';
import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import { redisConnection } from './redis-connection.js';

export interface QueueOptions {
  databaseUrl: string;
  /** Null: the queue lives in PostgreSQL, schema `bullmq`. */
  redis: RedisTarget | null;
}

/** What BullMQ's classes take as their base options. */
export interface QueueConnection {
  connection: ConnectionOptions;
  prefix: string;
}

/** The schema holds wake-ups only, no tenant's rows; see migrateQueue. */
export const QUEUE_SCHEMA = 'bullmq';
export const QUEUE_ROLE = 'longshore_system';

/** Each Queue and Worker holds a pool of this size and one connection that listens. */
const POOL_SIZE = 2;

/** In braces, so that a Redis Cluster keeps all keys of a queue in one slot. */
const PREFIX = '{longshore}';

/**
 * Chooses the backend for the whole process: BullMQ takes it from a global setting, so this comes before the first
 * Queue or Worker, and one process serves one backend at a time.
 */
export function queueConnection({ databaseUrl, redis }: QueueOptions): QueueConnection {
  if (redis) {
    setDefaultBackendFactory();
    return { connection: redisConnection(redis), prefix: PREFIX };
  }
  setDefaultBackendFactory(createPostgresBackend);
  return { connection: postgresConnection(databaseUrl), prefix: PREFIX };
}

/**
 * `options` of the URL would win over BullMQ's own, and its search_path with them (pg reads the URL last): they are
 * taken out of the URL and passed beside it, where BullMQ adds to them.
 */
function postgresConnection(databaseUrl: string): ConnectionOptions {
  const url = new URL(databaseUrl);
  const ownOptions = url.searchParams.get('options');
  url.searchParams.delete('options');
  return {
    connectionString: url.href,
    options: [ownOptions, `-c role=${QUEUE_ROLE}`].filter(Boolean).join(' '),
    application_name: 'longshore-queue',
    schema: QUEUE_SCHEMA,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5_000,
  };
}
