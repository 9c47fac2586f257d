import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts'],
    // BullMQ keeps its backend in a global setting, so spec files must not meet in one process.
    pool: 'forks',
    // Most of their time spec files wait for a database: Vitest's own choice, one less than there are processors, leaves two idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['libs/database/dist/testing/global-setup.js'],
    // Empty: the tests start a PostgreSQL of their own.
    provide: { databaseUrl: process.env.DATABASE_URL ?? '' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
