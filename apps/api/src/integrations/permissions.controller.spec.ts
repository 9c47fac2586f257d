import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const FUNCTIONS = {
  resources: [
    {
      kind: 'AWS::Lambda::Function',
      port: { entity: { mappings: { identifier: '.Properties.Arn', blueprint: '"function"' } } },
    },
  ],
};

describe('the permissions of an integration', () => {
  apiTest('are the least that its mapping needs, as a policy', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    await caller.put(`${path}/mapping`).send(FUNCTIONS).expect(200);

    const { body } = await caller.get(`${path}/permissions`).expect(200);

    const actions = ['lambda:GetFunction', 'lambda:ListFunctions'];
    expect(body).toEqual({
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: [
                'account:ListRegions',
                'cloudformation:DescribeType',
                'cloudformation:ListTypes',
                'ec2:DescribeRegions',
                ...actions,
              ],
              Resource: '*',
            },
          ],
        },
      ],
      kinds: [{ kind: 'AWS::Lambda::Function', actions, leftOut: [] }],
    });
  });

  apiTest('of another tenant do not exist', async ({ rig }) => {
    const path = await createIntegration((await rig.tenant()).caller);
    const { caller } = await rig.tenant();

    await caller.get(`${path}/permissions`).expect(404);
  });
});
