export { createWorker } from './create-worker.js';
export { WorkerModule } from './worker.module.js';
