import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { connect } from '../testing/connect.js';
import { ended } from '../testing/ended.js';

describe('a finished sync', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let integration: string;
  let syncId: string;

  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
    const tenant = await rig.tenant();
    caller = tenant.caller;
    // A type that the account may not list makes the sync partial.
    rig.aws.rules.add({ service: 'sqs', operation: 'ListQueues', deny: { by: 'service-control' } });
    integration = await connect(rig, caller);
    const { body } = await caller.get(`${integration}/syncs`);
    syncId = body.data[0].id;
    await ended(caller, syncId);
  });
  afterAll(() => rig.stop());

  it('names every listing that fell short and why', async () => {
    const { body } = await caller.get(`/v1/syncs/${syncId}`).expect(200);

    expect(body.status).toBe('partial');
    expect(body.counts.incomplete).toBeGreaterThan(0);
    expect(body.incomplete).toHaveLength(body.counts.incomplete);
    expect(body.incomplete[0]).toMatchObject({
      kind: 'AWS::SQS::Queue',
      state: 'incomplete',
      reason: 'denied',
      detail: expect.stringContaining('A policy of the organization (SCP) forbids it'),
      remedy:
        "Ask the organization's administrator to allow sqs:ListQueues, or leave the region out by regionPolicy.deny.",
    });
  });

  it('has as many scopes as it counts, page by page', async () => {
    const { body: sync } = await caller.get(`/v1/syncs/${syncId}`).expect(200);

    const scopes: { state: string }[] = [];
    for (let path = `/v1/syncs/${syncId}/scopes?limit=100`; path !== ''; ) {
      const { body } = await caller.get(path).expect(200);
      scopes.push(...body.data);
      path = body.nextCursor === null ? '' : `/v1/syncs/${syncId}/scopes?limit=100&cursor=${body.nextCursor}`;
    }

    const count = (state: string) => scopes.filter((scope) => scope.state === state).length;
    expect({ scopes: scopes.length, complete: count('complete'), incomplete: count('incomplete') }).toEqual({
      scopes: sync.counts.scopes,
      complete: sync.counts.complete,
      incomplete: sync.counts.incomplete,
    });
  });

  it('shows its scopes in one state, and refuses what is no state or no cursor of its', async () => {
    const { body } = await caller.get(`/v1/syncs/${syncId}/scopes?state=incomplete&limit=1`).expect(200);

    expect(body.data).toMatchObject([{ kind: 'AWS::SQS::Queue', state: 'incomplete', reason: 'denied' }]);
    for (const query of ['state=lost', 'cursor=7']) await caller.get(`/v1/syncs/${syncId}/scopes?${query}`).expect(400);
  });

  it('leaves a ledger of what it made, from which resource', async () => {
    const { body: sync } = await caller.get(`/v1/syncs/${syncId}`).expect(200);

    const all: { blueprint: string; identifier: string; state: string; claims: object[] }[] = [];
    for (let path = `${integration}/entities?limit=100`; path !== ''; ) {
      const { body } = await caller.get(path).expect(200);
      all.push(...body.data);
      path = body.nextCursor === null ? '' : `${integration}/entities?limit=100&cursor=${body.nextCursor}`;
    }
    const { body: buckets } = await caller.get(`${integration}/entities?blueprint=s3Bucket&limit=1`).expect(200);

    expect(all.length).toBe(sync.counts.entities.created);
    expect(all.every(({ state }) => state === 'confirmed')).toBe(true);
    expect(buckets.data[0]).toMatchObject({ blueprint: 's3Bucket', claims: [{ kind: 'AWS::S3::Bucket' }] });
    await caller.get(`${integration}/entities?cursor=nonsense`).expect(400);
  });

  it('tells what its stages took, and warns of the kind that yields nothing because it was denied', async () => {
    const { body } = await caller.get(`/v1/syncs/${syncId}`).expect(200);
    const { body: page } = await caller.get(`/v1/syncs/${syncId}/scopes?state=complete&limit=100`).expect(200);

    expect(body.stages.list.failures).toBe(body.counts.incomplete);
    expect(body.stages.list.ms).toBeGreaterThan(0);
    expect(body.warnings).toMatchObject([
      {
        kind: 'AWS::SQS::Queue',
        message: expect.stringContaining('denied in '),
        leftOutByPolicy: [],
        restrictedTo: null,
      },
    ]);
    expect(body.warnings[0].incomplete).toHaveLength(body.counts.incomplete);
    const listed = page.data.find(({ items }: { items: number }) => items > 0);
    expect(listed.durationMs).toBeGreaterThan(0);
    expect(listed.stages.push).toMatchObject({ retries: 0, failures: 0 });
  });

  it('has a log that ends with its counts, whatever is asked of it', async () => {
    const lines = async (query: string) => {
      const { text, headers } = await caller.get(`/v1/syncs/${syncId}/log${query}`).expect(200);
      expect(headers['content-type']).toBe('application/x-ndjson');
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    const { body: sync } = await caller.get(`/v1/syncs/${syncId}`).expect(200);

    const all = await lines('');
    const queues = await lines('?kind=AWS::SQS::Queue&level=warning&follow=true');

    const { status, detail, counts } = sync;
    const last = { level: 'warning', message: 'sync finished', data: { status, detail, counts } };
    expect(all[0]).toMatchObject({ level: 'info', message: 'sync opened' });
    expect(all.at(-1)).toMatchObject(last);
    expect(queues.at(-1)).toMatchObject(last);
    expect(queues.slice(0, -1).every(({ kind, level }) => kind === 'AWS::SQS::Queue' && level === 'warning')).toBe(
      true,
    );
    expect(queues).toHaveLength(counts.incomplete + 2);
    expect(queues[0].scope).toBe(`${queues[0].accountId}/${queues[0].region}/AWS::SQS::Queue`);
    for (const query of ['level=loud', 'region=moon', 'kind=S3', 'accountId=1', 'follow=yes', 'other=1'])
      await caller.get(`/v1/syncs/${syncId}/log?${query}`).expect(400);
  });

  it('has told its events in order', async () => {
    const { text } = await caller.get(`/v1/syncs/${syncId}/events`).expect(200);

    const types = [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
    expect(types[0]).toBe('sync.opened');
    expect(types.at(-1)).toBe('sync.finished');
  });

  it('leaves findings of what its searches wrote to', async () => {
    const { body: mapping } = await caller.get(`${integration}/mapping`).set('accept', 'application/json').expect(200);
    const search = { combinator: '"and"', rules: [{ property: '"arn"', operator: '"="', value: '.Properties.Arn' }] };
    const mappings = { identifier: search, blueprint: 's3Bucket', title: '"found"' };
    const entry = { kind: 'AWS::S3::Bucket', id: 'titles', port: { entity: { mappings } } };
    await caller.put(`${integration}/mapping`, { ...mapping, resources: [...mapping.resources, entry] }).expect(200);
    const { body: sync } = await caller.post(`${integration}/syncs`, { kinds: ['AWS::S3::Bucket'] }).expect(202);
    await ended(caller, sync.id);

    const { body: buckets } = await caller.get(`${integration}/entities?blueprint=s3Bucket&limit=2`).expect(200);
    const { body: first } = await caller.get(`${integration}/findings?limit=1`).expect(200);
    const { body: second } = await caller.get(`${integration}/findings?limit=1&cursor=${first.nextCursor}`).expect(200);

    const [{ blueprint, identifier, claims }] = buckets.data;
    const { mappingNo: _, ...claim } = claims[0];
    const all = await caller.get(`${integration}/findings?identifier=${encodeURIComponent(identifier)}`).expect(200);
    expect(all.body).toEqual({
      data: [{ blueprint, identifier, ...claim, entry: 'titles', mappingNo: 2, foundAt: expect.any(String) }],
      nextCursor: null,
    });
    expect(first.data[0].identifier < second.data[0].identifier).toBe(true);
  });

  it("follows the exporter's config.json: EC2's own shape, in the region that it names", async () => {
    const identifier = '.InstanceId + "@" + .Placement.AvailabilityZone';
    const config = {
      resources: [
        {
          kind: 'AWS::EC2::Instance',
          selector: { query: '.State.Name != null', aws: { regions: ['eu-west-1'] } },
          port: { entity: { mappings: [{ identifier, blueprint: 'ec2Instance' }] } },
        },
      ],
    };
    const { body: report } = await caller.post(`${integration}/mapping/import`, config).expect(200);
    const { body: sync } = await caller.post(`${integration}/syncs`, { kinds: ['AWS::EC2::Instance'] }).expect(202);
    await ended(caller, sync.id);

    const { body: made } = await caller.get(`${integration}/entities?blueprint=ec2Instance&limit=100`).expect(200);

    const names = made.data.map(({ identifier: name }: { identifier: string }) => name);
    const here = names.filter((name: string) => /^i-[0-9a-f]+@eu-west-1[abc]$/.test(name));
    const { body: read } = await caller.get(`/v1/syncs/${sync.id}`).expect(200);
    expect(report.dialect).toBe('exporter');
    expect(read.counts).toMatchObject({ scopes: 1, complete: 1, entities: { failed: 0, created: here.length } });
    expect(here.length).toBeGreaterThan(0);
  });
});
