import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.js';

/** One server per run of the tests, whatever the number of spec files (vitest.config.ts, globalSetup). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, template, stop } = await startTestServer(project.getProvidedContext().databaseUrl);
  project.provide('testServer', { url, template });
  return stop;
}
