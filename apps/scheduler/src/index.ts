export { createScheduler } from './create-scheduler.js';
