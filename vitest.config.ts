import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts'],
    // BullMQ keeps its backend in a global setting, so spec files must not meet in one process.
    pool: 'forks',
    globalSetup: ['libs/database/dist/testing/global-setup.js'],
    // Empty: the tests start a PostgreSQL of their own.
    provide: { databaseUrl: process.env.DATABASE_URL ?? '' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
