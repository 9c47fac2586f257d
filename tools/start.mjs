// `npm start`: builds if needed, then becomes the standalone process.
import { build } from './build.mjs';

// The SDK tells at every start that Node 20 ends for it in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const startedAt = performance.now();
try {
  console.log('Building (the first time takes about half a minute)');
  await build('apps/standalone');
  console.log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../apps/standalone/dist/main.js');
