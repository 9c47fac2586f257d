import { describe, expect, test } from 'vitest';
import { ApiRig } from '../testing/api-rig.js';

describe('an integration on real AWS', () => {
  test('is refused while its issuer is none that AWS can reach', async () => {
    // No endpoint of a stand-in: roles would be assumed at AWS itself.
    const rig = await ApiRig.start({ SANDBOX: 'off', AWS_ENDPOINT_URL: '' });
    const { caller, issuer } = await rig.tenant();
    const body = { identifier: 'prod', accounts: { mode: 'single' } };

    const refused = await caller.post('/v1/integrations', body).expect(422);

    expect(refused.body).toMatchObject({ code: 'ERR_ISSUER_NOT_PUBLIC', detail: expect.stringContaining(issuer) });
    await caller.get('/v1/integrations/prod').expect(404);
    await rig.stop();
  });

  test('gets a link to the AWS console once the templates are published', async () => {
    const rig = await ApiRig.start({
      SANDBOX: 'off',
      AWS_ENDPOINT_URL: '',
      PUBLIC_URL: 'https://longshore.example.com',
      CLOUDFORMATION_TEMPLATE_BASE_URL: 'https://templates.s3.amazonaws.com/v1',
    });
    const { caller } = await rig.tenant();
    await caller.post('/v1/integrations', { identifier: 'prod', accounts: { mode: 'single' } }).expect(201);

    const { body } = await caller.get('/v1/integrations/prod/installation').expect(200);

    expect(body.quickCreateUrl).toMatch(
      /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/cloudformation\/home\?region=us-east-1#\/stacks\/quickcreate\?templateURL=https%3A%2F%2Ftemplates\.s3\.amazonaws\.com%2Fv1%2Flongshore-single-account\.template\.yaml&stackName=longshore-prod&param_IssuerUrl=https%3A%2F%2Flongshore\.example\.com%2Ft%2F/,
    );
    await rig.stop();
  });
});
