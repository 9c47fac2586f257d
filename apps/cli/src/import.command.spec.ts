import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiRig } from '../../api/src/testing/api-rig.js';
import { createIntegration } from '../../api/src/testing/connect.js';
import { runCli } from './run-cli.js';

const CONFIG = `{
  "resources": [
    { "kind": "AWS::SQS::Queue", "selector": { "aws": { "regions": ["eu-west-1"] } },
      "port": { "entity": { "mappings": [{ "identifier": ".QueueName", "blueprint": "queue" }] } } }
  ]
}`;

describe('longshore import', () => {
  let rig: ApiRig;
  let folder: string;
  let out: string[];
  let complaints: string[];

  beforeAll(async () => {
    rig = await ApiRig.start();
    folder = await mkdtemp(join(tmpdir(), 'import-'));
    const { caller, id } = await rig.tenant();
    await createIntegration(caller);
    const { body } = await rig.admin.post(`/v1/tenants/${id}/api-keys`, {}).expect(201);
    await writeFile(join(folder, 'key'), `${body.apiKey}\n`);
  });
  afterAll(async () => {
    await rig.stop();
    await rm(folder, { recursive: true });
  });

  async function run(text: string, ...more: string[]): Promise<number> {
    out = [];
    complaints = [];
    const file = join(folder, 'config.json');
    await writeFile(file, text);
    const terminal = {
      log: (line: string) => void out.push(line),
      error: (line: string) => void complaints.push(line),
    };
    const options = ['--integration', 'prod', '--key-file', join(folder, 'key'), '--url', rig.origin];
    return runCli(['import', file, ...options, ...more], terminal);
  }

  it('says what it understood, and what works in another way', async () => {
    expect(await run(CONFIG)).toBe(0);

    expect(out).toEqual([
      'mapping, dialect exporter, stored as version 2',
      '  AWS::SQS::Queue -> "queue"',
      expect.stringMatching(/^changed: \/ entities that others relate to are kept/),
    ]);
  });

  it('stores nothing on a dry run', async () => {
    expect(await run(CONFIG, '--dry-run')).toBe(0);

    expect(out[0]).toEqual('mapping, dialect exporter');
  });

  it('fails with field, line and column of each error', async () => {
    expect(await run(CONFIG.replace('SQS', 'SQQ'))).toBe(1);

    expect(complaints.join()).toMatch(/\n\/resources\/0\/kind AWS::SQQ::Queue is not a kind .* \(line 3, column 15\)$/);
  });

  it('says how to get a file out of S3', async () => {
    const terminal = { log: () => undefined, error: (line: string) => void complaints.push(line) };
    complaints = [];

    expect(await runCli(['import', 's3://bucket/config.json'], terminal)).toBe(1);
    expect(complaints.join()).toContain('aws s3 cp s3://bucket/config.json .');
  });
});
