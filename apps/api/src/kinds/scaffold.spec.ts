import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const MINE = {
  resources: [
    {
      kind: 'AWS::SNS::Topic',
      port: { entity: { mappings: { identifier: '.Properties.TopicArn', blueprint: '"myTopic"' } } },
    },
  ],
};

describe('a scaffold', () => {
  apiTest('is a blueprint, a mapping and a policy that fit together', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const { body } = await caller.post('/v1/kinds/AWS::EMR::WALWorkspace/scaffold').send({}).expect(200);

    expect(body).toMatchObject({
      blueprint: { identifier: 'emrWALWorkspace', relations: { account: { target: 'awsAccount' } } },
      mapping: { resources: [{ kind: 'AWS::EMR::WALWorkspace' }] },
      policies: [{ Statement: [{ Action: expect.arrayContaining(['cloudformation:ListResources']) }] }],
      leftOut: [],
      notes: [],
    });
  });

  apiTest('is a mapping that can be stored as it is', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const { body } = await caller.post('/v1/kinds/AWS::EMR::WALWorkspace/scaffold').send({}).expect(200);

    await caller.put(`${path}/mapping`).send(body.mapping).expect(200);
  });

  apiTest('relates to what the mapping of an integration makes', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    await caller.put(`${path}/mapping`).send(MINE).expect(200);

    const scaffold = caller.post('/v1/kinds/AWS::MemoryDB::Cluster/scaffold');
    const { body } = await scaffold.send({ integration: path.split('/').at(-1) }).expect(200);

    expect(body.blueprint.relations).toEqual({
      snsTopic: { title: 'Sns topic', target: 'myTopic', required: false, many: false },
    });
  });

  apiTest('of an unknown kind suggests the one that was meant', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const { body } = await caller.post('/v1/kinds/AWS::S3::Buckets/scaffold').send({}).expect(404);

    expect(body).toMatchObject({ code: 'ERR_UNKNOWN_KIND', detail: expect.stringContaining('AWS::S3::Bucket') });
  });

  apiTest('for an integration of another tenant does not exist', async ({ rig }) => {
    const path = await createIntegration((await rig.tenant()).caller);
    const { caller } = await rig.tenant();

    await caller
      .post('/v1/kinds/AWS::MemoryDB::Cluster/scaffold')
      .send({ integration: path.split('/').at(-1) })
      .expect(404);
  });
});
