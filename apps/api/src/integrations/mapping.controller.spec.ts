import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const YAML = `# buckets only
resources:
  - kind: AWS::S3::Bucket
    port:
      entity:
        mappings:
          identifier: .Properties.Arn
          blueprint: '"s3Bucket"'
`;

const entry = (over: object = {}, mappings: object = {}) => ({
  resources: [
    {
      kind: 'AWS::S3::Bucket',
      port: { entity: { mappings: { identifier: '.Properties.Arn', blueprint: '"s3Bucket"', ...mappings } } },
      ...over,
    },
  ],
});

describe('the mapping of an integration', () => {
  apiTest('is ours until its tenant writes one', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { headers, text } = await caller.get(`${path}/mapping`).expect(200);

    expect(headers).toMatchObject({ etag: '"1"', 'content-type': 'application/yaml' });
    expect(text).toContain('kind: AWS::S3::Bucket');
  });

  apiTest('comes back as it was written, comments included', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const saved = await caller.put(`${path}/mapping`).set('content-type', 'application/yaml').send(YAML).expect(200);

    expect(saved.body).toEqual({ version: 2, actor: 'tenant', createdAt: expect.any(String), notes: [] });
    expect((await caller.get(`${path}/mapping`).expect(200)).text).toBe(YAML);
    const asJson = await caller.get(`${path}/mapping`).set('accept', 'application/json').expect(200);
    expect(asJson.body.resources[0].kind).toBe('AWS::S3::Bucket');
    const first = await caller.get(`${path}/mapping?version=1`).expect(200);
    expect(first.text).not.toBe(YAML);
    const { body: versions } = await caller.get(`${path}/mapping/versions`).expect(200);
    expect(versions.data.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  apiTest('is taken as JSON too, and given back as YAML when asked', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    await caller.put(`${path}/mapping`, entry()).expect(200);

    const yaml = await caller.get(`${path}/mapping`).set('accept', 'application/yaml').expect(200);
    expect((await caller.get(`${path}/mapping`).expect(200)).body).toEqual(entry());
    expect(yaml.text).toContain('identifier: .Properties.Arn');
  });

  apiTest('is not overwritten when somebody else wrote first', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    await caller.put(`${path}/mapping`, entry()).set('if-match', '"1"').expect(200);

    const { body } = await caller.put(`${path}/mapping`, entry()).set('if-match', '"1"').expect(412);

    expect(body.code).toBe('ERR_PRECONDITION_FAILED');
  });

  apiTest('has no version that was never written', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    await caller.get(`${path}/mapping?version=7`).expect(404);
    await caller.get(`${path}/mapping?version=zero`).expect(400);
  });
});

describe('a mapping that cannot be used', () => {
  const bad: [what: string, document: object, pointer: string, detail: string][] = [
    ['an unknown kind', entry({ kind: 'AWS::S3::Bukket' }), '/resources/0/kind', 'did you mean AWS::S3::Bucket'],
    ['no identifier', entry({}, { identifier: undefined }), '/resources/0/port/entity/mappings/identifier', 'missing'],
    ['broken jq', entry({}, { title: '.Properties | {' }), '/resources/0/port/entity/mappings/title', 'not usable jq'],
    [
      'broken jq in a property',
      entry({}, { properties: { 'a/b': '.x[' } }),
      '/resources/0/port/entity/mappings/properties/a~1b',
      'not usable jq',
    ],
    ['broken jq in the selector', entry({ selector: { query: '.a ==' } }), '/resources/0/selector/query', 'jq'],
    [
      'an unknown region',
      entry({ selector: { regionPolicy: { allow: ['eu-west-9'] } } }),
      '/resources/0/selector/regionPolicy/allow/0',
      'not an AWS region',
    ],
    ['no resources', { resources: [] }, '/resources', 'empty'],
    ['no document', {}, '/resources', 'missing'],
  ];

  apiTest('is refused with the place and the reason, and the one before stays', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    for (const [, document, pointer, detail] of bad) {
      const { body } = await caller.put(`${path}/mapping`, document).expect(422);

      expect(body.code).toBe('ERR_MAPPING_INVALID');
      expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
    }
    expect((await caller.get(`${path}/mapping`).expect(200)).headers['etag']).toBe('"1"');
  });

  apiTest('is refused with line and column when it is YAML', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const save = (text: string) => caller.put(`${path}/mapping`).set('content-type', 'application/yaml').send(text);

    const unknownKind = await save(YAML.replace('S3::Bucket', 'S3::Bukket')).expect(422);
    const unreadable = await save('resources: [}').expect(422);
    const twice = await save('resources: []\nresources: []\n').expect(422);

    expect(unknownKind.body.errors[0].detail).toContain('(line 3, column 11)');
    expect(unreadable.body.errors[0].detail).toMatch(/^line 1, column \d+: /);
    expect(twice.body.errors[0].detail).toMatch(/^line 2, column 1: /);
  });

  apiTest('is refused when it holds text that cannot be stored', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const text = YAML.replace('.Properties.Arn', '".Properties.Arn + \\0"');

    const { body } = await caller.put(`${path}/mapping`).set('content-type', 'application/yaml').send(text).expect(422);

    expect(body.errors[0].pointer).toBe('/resources/0/port/entity/mappings/identifier');
  });

  apiTest('is refused when it grows while it is read', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const levels = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
    );
    const bomb = ['l0: &l0 [x, x, x, x, x, x, x, x, x]', ...levels].join('\n');

    const { body } = await caller.put(`${path}/mapping`).set('content-type', 'application/yaml').send(bomb).expect(422);

    expect(body.code).toBe('ERR_MAPPING_INVALID');
  });

  apiTest('is refused when there is none', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    await caller.put(`${path}/mapping`).expect(400);
  });
});
