export { createScheduler } from './create-scheduler.js';
export { SchedulerModule } from './scheduler.module.js';
