import type { Config } from './config.js';
import { InvalidConfig } from './invalid-config.error.js';
import { loadConfig } from './load-config.js';

/**
 * Sets variables for this process and the ones it starts, and reads the configuration again: for a supervisor that
 * provides what the others take from their environment. The AWS SDK reads its endpoints from there too.
 * `defaults` hold only where nothing was said.
 */
export function extendEnvironment(variables: Record<string, string>, defaults: Record<string, string> = {}): Config {
  Object.assign(process.env, { ...defaults, ...process.env, ...variables });
  return loadConfig();
}

/** Throws InvalidConfig for a process that cannot provide a database by itself. */
export function requireDatabaseUrl({ databaseUrl }: Config): string {
  if (databaseUrl !== null) return databaseUrl;
  const reason = 'is required here; only `npm start` brings its own PostgreSQL';
  throw new InvalidConfig([
    { variable: 'DATABASE_URL', reason, example: 'DATABASE_URL=postgresql://longshore@localhost:5432/longshore' },
  ]);
}
