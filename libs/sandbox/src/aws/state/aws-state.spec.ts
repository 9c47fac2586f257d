import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test as base } from 'vitest';
import { AwsScene } from '../fixtures/aws-test.js';
import { LocalIssuer } from '../fixtures/local-issuer.js';
import { startSandboxAws } from '../sandbox-aws.js';
import { AwsState } from './aws-state.js';

const test = base.extend<{ directory: string; issuer: LocalIssuer }>({
  directory: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'sandbox-aws-'));
    await use(directory);
    await rm(directory, { recursive: true });
  },
  issuer: async ({}, use) => {
    const issuer = await LocalIssuer.start();
    await use(issuer);
    await issuer.stop();
  },
});

const accounts = [{ id: '123456789012', name: 'demo', resourcesPerKind: 1 }];

describe('a restart of the sandbox', () => {
  test('keeps providers, roles and open sessions', async ({ directory, issuer }) => {
    const first = new AwsScene(await startSandboxAws({ seed: 'a', accounts, dataDir: directory }), issuer);
    await first.prepare();
    const { credentials } = await first.session();
    await first.aws.close();

    const second = new AwsScene(await startSandboxAws({ seed: 'a', accounts, dataDir: directory }), issuer);
    const caller = await new STSClient(second.config(credentials)).send(new GetCallerIdentityCommand({}));
    const assumed = await second.assume();
    await second.aws.close();

    expect([caller.Arn, assumed.AssumedRoleUser?.Arn]).toEqual([
      'arn:aws:sts::123456789012:assumed-role/Reader/sync-1',
      'arn:aws:sts::123456789012:assumed-role/Reader/sync-1',
    ]);
    expect(second.aws.administrator('123456789012')).toEqual(first.aws.administrator('123456789012'));
  });

  test('rolls back the stack that it interrupted', async ({ directory }) => {
    const state = AwsState.open(accounts, directory);
    const id = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/longshore/1';
    state.accounts.get('123456789012')?.stacks.push({
      id,
      name: 'longshore',
      region: 'eu-west-1',
      status: 'CREATE_IN_PROGRESS',
      parameters: {},
      capabilities: [],
      resources: [],
      outputs: [],
      events: [],
      createdAt: '2026-01-01T00:00:00.000Z',
    });
    state.save();

    const aws = await startSandboxAws({ seed: 'a', accounts, dataDir: directory });
    const path = `${aws.url}/console/cloudformation/stacks?stackId=${encodeURIComponent(id)}`;
    await expect
      .poll(async () => ((await (await fetch(path)).json()) as { status: string }).status)
      .toBe('ROLLBACK_COMPLETE');
    await aws.close();
  });

  test('refuses a file that is not its own', async ({ directory }) => {
    await writeFile(join(directory, 'aws-state.json'), '{"version":2}');
    expect(() => AwsState.open(accounts, directory)).toThrow('version');
    expect(await readFile(join(directory, 'aws-state.json'), 'utf8')).toBe('{"version":2}');
  });
});
