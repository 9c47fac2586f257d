import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { connect, createIntegration } from '../testing/connect.js';

const EXPORTER = JSON.stringify(
  {
    resources: [
      { kind: 'AWS::SQS::Queue', port: { entity: { mappings: [{ identifier: '.QueueName', blueprint: 'queue' }] } } },
    ],
  },
  null,
  2,
);

const V1 = `resources:
  - kind: AWS::Lightsail::Instance
    selector:
      query: 'true'
    port:
      entity:
        mappings:
          identifier: .Identifier
          blueprint: '"instance"'
          properties:
            regionName: Properties.RegionName
`;

describe('importing a mapping', () => {
  apiTest('stores it as it is, and says what it understood and what works in another way', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body, headers } = await caller
      .post(`${path}/mapping/import`)
      .set('content-type', 'application/json')
      .send(EXPORTER)
      .expect(200);

    expect(headers['etag']).toBe('"2"');
    expect(body).toMatchObject({
      what: 'mapping',
      dialect: 'exporter',
      version: 2,
      entries: [{ key: 'AWS::SQS::Queue#0', kind: 'AWS::SQS::Queue', blueprints: ['"queue"'] }],
    });
    expect(body.notes).toContainEqual({
      pointer: '/resources/0/selector',
      effect: 'changed',
      detail: expect.stringMatching(/^lists all enabled regions; .* \(line \d+, column \d+\)$/),
    });
    expect((await caller.get(`${path}/mapping`).expect(200)).text).toBe(EXPORTER);
  });

  apiTest('keeps a field whose jq does not compile, which is null in every product', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const send = (text: string) =>
      caller.post(`${path}/mapping/import`).set('content-type', 'application/yaml').send(text);

    const { body } = await send(V1).expect(200);
    const refused = await send(V1.replace('.Identifier', 'Identifier')).expect(422);

    expect(body.notes).toContainEqual({
      pointer: '/resources/0/port/entity/mappings/properties/regionName',
      effect: 'lost',
      detail: expect.stringMatching(/^is null for every resource: is not usable jq: .*\(line 11, column 25\)$/),
    });
    expect(refused.body.errors[0]).toMatchObject({
      pointer: '/resources/0/port/entity/mappings/identifier',
      detail: expect.stringContaining('(line 8, column 23)'),
    });
  });

  apiTest('takes one entry of a documentation page for a document, and finds its errors there', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const fragment =
      '- kind: AWS::S3::Bukket\n  port: {entity: {mappings: {identifier: .Properties.Arn, blueprint: \'"b"\'}}}\n';

    const { body } = await caller
      .post(`${path}/mapping/import`)
      .set('content-type', 'application/yaml')
      .send(fragment)
      .expect(422);

    expect(body.errors).toEqual([
      { pointer: '/0/kind', detail: expect.stringMatching(/did you mean .*\(line 1, column 9\)$/) },
    ]);
  });

  apiTest('stores nothing on a dry run', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body } = await caller
      .post(`${path}/mapping/import?dryRun=true`)
      .set('content-type', 'application/yaml')
      .send(V1)
      .expect(200);

    expect(body.version).toBeNull();
    expect((await caller.get(`${path}/mapping`).expect(200)).headers['etag']).toBe('"1"');
  });

  apiTest('reads the file where it is in S3, through the role of the integration', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await connect(rig, caller);
    const { body: accounts } = await caller.get(`${path}/accounts`).expect(200);
    const [{ awsAccountId: accountId }] = accounts.data;
    rig.aws.estate.put(accountId, 'eu-west-1', 'AWS::S3::Bucket', { BucketName: 'port-config' });
    rig.aws.estate.objects.put('port-config', 'config.json', EXPORTER);
    rig.aws.estate.objects.put('port-config', 'large.json', ' '.repeat(1024 * 1024 + 1));
    const send = (text: string, query = '') =>
      caller.post(`${path}/mapping/import${query}`).set('content-type', 'application/yaml').send(text);

    const { body } = await send('s3://port-config/config.json\n', `?accountId=${accountId}`).expect(200);
    const refused = await Promise.all([
      send('s3://port-config/none.json').expect(422),
      send('s3://port-config/large.json').expect(422),
      send('s3://port-config').expect(400),
      send('s3://port-config/config.json', '?accountId=999999999999').expect(400),
    ]);

    expect(body).toMatchObject({ what: 'mapping', dialect: 'exporter', version: 2 });
    expect((await caller.get(`${path}/mapping`).expect(200)).text).toBe(EXPORTER);
    expect(refused.map(({ body: { code, detail } }) => [code, detail])).toEqual([
      ['ERR_AWS_OBJECT_UNREADABLE', expect.stringContaining('the bucket has no object of that key')],
      ['ERR_AWS_OBJECT_UNREADABLE', expect.stringContaining('larger than 1048576 bytes')],
      ['ERR_INVALID_INPUT', expect.stringContaining('s3://bucket/key')],
      ['ERR_INVALID_INPUT', expect.stringContaining('not an account of this integration')],
    ]);
  });

  apiTest('reads nothing in S3 before a role is known', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body } = await caller
      .post(`${path}/mapping/import`)
      .set('content-type', 'application/yaml')
      .send('s3://port-config/config.json')
      .expect(409);

    expect(body.code).toBe('ERR_NO_ACCOUNT_CONNECTED');
  });

  apiTest('reads the environment of an Ocean integration into settings', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const text = 'OCEAN__SCHEDULED_RESYNC_INTERVAL=30\nOCEAN__PORT__CLIENT_SECRET=hush\n';

    const { body } = await caller
      .post(`${path}/mapping/import`)
      .set('content-type', 'application/yaml')
      .send(text)
      .expect(200);

    expect(body).toMatchObject({ what: 'environment', dialect: null, version: null, entries: [] });
    expect(JSON.stringify(body)).not.toContain('hush');
    expect((await caller.get(path).expect(200)).body.intervalMinutes).toBe(30);
    await caller.post(`${path}/mapping/import`).set('content-type', 'application/yaml').send('').expect(400);
  });
});

describe('saving a mapping', () => {
  apiTest('tells of kinds that AWS does not list and of properties that it never answers', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const entry = (kind: string, title: string, selector: object = {}) => ({
      kind,
      selector,
      port: { entity: { mappings: { identifier: '.Properties.Arn', blueprint: '"b"', title } } },
    });
    const resources = [
      entry('AWS::Lambda::Function', '.Properties.SnapStart.ApplyOn', { shape: 'cloud-control' }),
      entry('AWS::Route53::RecordSet', '.Properties.Name'),
      entry('AWS::SSO::Assignment', '.Properties.PrincipalId'),
    ];

    const { body } = await caller.put(`${path}/mapping`, { resources }).expect(200);

    const told = body.notes.map(({ pointer, detail }: { pointer: string; detail: string }) => `${pointer} ${detail}`);
    expect(told).toEqual([
      expect.stringMatching('^/resources/0/port/entity/mappings SnapStart'),
      expect.stringMatching('^/resources/1/kind AWS::Route53::RecordSet has no list handler'),
      expect.stringMatching('^/resources/2/kind AWS::SSO::Assignment is listed by resource model only'),
    ]);
  });
});
