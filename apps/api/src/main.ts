import { loadConfig } from '@longshore/platform';
import { createApi } from './bootstrap.js';

const config = loadConfig();
const app = await createApi(config);
app.enableShutdownHooks();
await app.listen(config.httpPort, '0.0.0.0');
