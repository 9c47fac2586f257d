import 'reflect-metadata';
import { assertDatabaseReady, DatabaseOptions } from '@longshore/database';
import { loadConfig, requireDatabaseUrl } from '@longshore/platform';
import { createScheduler } from './create-scheduler.js';

const config = loadConfig();
await assertDatabaseReady(new DatabaseOptions(requireDatabaseUrl(config)));
const app = await createScheduler(config);
app.enableShutdownHooks();
