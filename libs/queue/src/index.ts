export { BullJobQueue } from './bull-job-queue.js';
export { queueConnection, type QueueConnection, type QueueOptions } from './connection.js';
export { JobProcessor, WORKER_OPTIONS } from './job-processor.js';
export { KeyRotationSchedule } from './key-rotation-schedule.js';
export { migrateQueue } from './migrate-queue.js';
export { QueueDepth, type Depth } from './queue-depth.js';
export { QueueUnavailable } from './queue-unavailable.error.js';
export { QueueModule } from './queue.module.js';
