import { migrate } from '@longshore/database';
import { InvalidConfig, loadConfig } from '@longshore/platform';
import { migrateQueue } from '@longshore/queue';
import type { Environment, Terminal } from './run-cli.js';

/** `longshore migrate`: its own command, so that a deployment applies migrations once, before the processes that need them start. */
export async function migrateCommand(terminal: Terminal, environment: Environment): Promise<void> {
  const { databaseUrl } = loadConfig(environment);
  if (databaseUrl === null) {
    const reason = 'names the database to migrate; the embedded one is migrated by npm start';
    const example = 'postgresql://user:password@db.example.com:5432/longshore';
    throw new InvalidConfig([{ variable: 'DATABASE_URL', reason, example }]);
  }
  const applied = await migrate(databaseUrl, { onApplied: (name) => terminal.log(`Applied ${name}.`) });
  // On Redis the queue needs no tables; there they do no harm, and a later switch finds them.
  await migrateQueue(databaseUrl);
  if (applied.length === 0) terminal.log('The database is up to date.');
}
