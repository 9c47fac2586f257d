import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { administer, dropDatabase, urlOf } from './test-server.js';
import './provided-context.js';

export interface TestDatabase {
  url: string;
  /** Drops the database, ending what is still connected. */
  close(): Promise<void>;
}

/** A migrated, empty database of its own for one spec file. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('testServer');
  const name = `longshore_test_${randomBytes(6).toString('hex')}`;
  await administer(url, `create database ${name} template ${template}`);
  return {
    url: urlOf(url, name),
    close: () => dropDatabase(url, name),
  };
}
