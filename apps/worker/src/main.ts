import 'reflect-metadata';
import { assertDatabaseReady, DatabaseOptions } from '@longshore/database';
import { loadConfig, requireDatabaseUrl } from '@longshore/platform';
import { createWorker } from './create-worker.js';

const config = loadConfig();
await assertDatabaseReady(new DatabaseOptions(requireDatabaseUrl(config)));
const app = await createWorker(config);
app.enableShutdownHooks();
// A worker whose supervisor is gone would go on with nobody to stop it.
process.on('disconnect', () => void app.close().finally(() => process.exit(0)));
process.send?.({ ready: true });
