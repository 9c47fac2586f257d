import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiRig } from '../../api/src/testing/api-rig.js';
import { connect } from '../../api/src/testing/connect.js';
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
    await connect(rig, caller);
    const { body: accounts } = await caller.get('/v1/integrations/prod/accounts').expect(200);
    rig.aws.estate.put(accounts.data[0].awsAccountId, 'eu-west-1', 'AWS::S3::Bucket', { BucketName: 'port-config' });
    rig.aws.estate.objects.put('port-config', 'config.json', CONFIG);
    const { body } = await rig.admin.post(`/v1/tenants/${id}/api-keys`, {}).expect(201);
    await writeFile(join(folder, 'key'), `${body.apiKey}\n`);
  });
  afterAll(async () => {
    await rig.stop();
    await rm(folder, { recursive: true });
  });

  async function run(text: string, ...more: string[]): Promise<number> {
    const file = join(folder, 'config.json');
    await writeFile(file, text);
    return call(file, ...more);
  }

  async function call(file: string, ...more: string[]): Promise<number> {
    out = [];
    complaints = [];
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

  it('leaves a file in S3 to Longshore, which reads it through the role', async () => {
    expect(await call('s3://port-config/config.json')).toBe(0);
    expect(out[0]).toEqual(expect.stringMatching(/^mapping, dialect exporter, stored as version \d+$/));
    expect(await call('s3://port-config/none.json')).toBe(1);
    expect(complaints.join()).toMatch(/^s3:\/\/port-config\/none\.json cannot be read: the bucket has no object/);
  });
});
