import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: root });

/** The rules that a file with these lines, at this place, breaks. */
async function broken(file: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return [...new Set((result?.messages ?? []).map((message) => message.ruleId))];
}

const BOUNDARIES = ['@nx/enforce-module-boundaries'];

describe('lint', () => {
  it.each([
    [
      'a feature that imports a vendor SDK',
      'libs/sync/src/index.ts',
      `import { STSClient } from '@aws-sdk/client-sts';\nexport const client = STSClient;\n`,
    ],
    [
      'a feature that imports another feature',
      'libs/sync/src/index.ts',
      `import { RegisterTenant } from '@longshore/tenants';\nexport const registered = RegisterTenant;\n`,
    ],
    [
      'a feature that imports an adapter',
      'libs/sync/src/index.ts',
      `import { PortCatalog } from '@longshore/port';\nexport const catalog = PortCatalog;\n`,
    ],
    [
      'an adapter that imports a feature',
      'libs/port/src/index.ts',
      `import { OpenSync } from '@longshore/sync';\nexport const open = OpenSync;\n`,
    ],
    [
      'an adapter that imports another adapter',
      'libs/port/src/index.ts',
      `import { JqMapper } from '@longshore/jq';\nexport const mapper = JqMapper;\n`,
    ],
    [
      'a domain that imports a library',
      'libs/domain/src/index.ts',
      `import { Injectable } from '@nestjs/common';\nexport const injectable = Injectable;\n`,
    ],
    [
      'an app that imports the stand-ins',
      'apps/api/src/index.ts',
      `import { startSandboxAws } from '@longshore/sandbox';\nexport const start = startSandboxAws;\n`,
    ],
  ])('refuses %s', async (_name, file, text) => {
    expect(await broken(file, text)).toEqual(BOUNDARIES);
  });

  it.each([
    ['a default export', 'export default 1;\n', 'no-restricted-syntax'],
    ['an index that exports everything', `export * from './json.js';\n`, 'no-restricted-syntax'],
    ['a class named after no thing', 'export class SyncManager {}\n', 'no-restricted-syntax'],
    ['any', 'export const value: any = 1;\n', '@typescript-eslint/no-explicit-any'],
    [
      'the environment outside the configuration',
      `export const home = process.env['HOME'];\n`,
      'no-restricted-properties',
    ],
    ['the console', `console.log('here');\n`, 'no-console'],
    ['a file of more than 300 lines', 'export {};\n'.repeat(301), 'max-lines'],
  ])('refuses %s', async (_name, text, rule) => {
    expect(await broken('libs/domain/src/json.ts', text)).toEqual([rule]);
  });

  it('accepts a feature that imports domain, data and platform', async () => {
    const text = `import { SyncStore } from '@longshore/database';\nexport const store = SyncStore;\n`;
    expect(await broken('libs/sync/src/index.ts', text)).toEqual([]);
  });
});
