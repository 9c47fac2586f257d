import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const ALL_ON = { syncs: 'on', pushes: 'on', deletions: 'on' };
const ROLE_ARN = 'arn:aws:iam::123456789012:role/Reader';

describe('the kill switches of the installation', () => {
  apiTest(
    'are on until the administrator turns one, and hold for every tenant from the next request on',
    async ({ rig }) => {
      const { caller } = await rig.tenant();
      const path = await createIntegration(caller, { accounts: { mode: 'single', roleArn: ROLE_ARN } });
      expect((await rig.admin.get('/v1/switches').expect(200)).body).toEqual(ALL_ON);

      const { body } = await rig.admin.patch('/v1/switches', { syncs: 'off', deletions: 'hold' }).expect(200);

      expect(body).toEqual({ syncs: 'off', pushes: 'on', deletions: 'hold' });
      expect((await caller.post(`${path}/syncs`).expect(409)).body.code).toBe('ERR_SYNCS_SWITCHED_OFF');
      await rig.admin.patch('/v1/switches', ALL_ON).expect(200, ALL_ON);
      await caller.post(`${path}/syncs`).expect(202);
    },
  );

  apiTest("are nobody else's to turn, and have no other positions", async ({ rig }) => {
    const { caller } = await rig.tenant();

    await caller.patch('/v1/switches', { syncs: 'off' }).expect(401);
    await rig.admin.patch('/v1/switches', { syncs: 'hold' }).expect(400);
    await rig.admin.patch('/v1/switches', { crawling: 'off' }).expect(400);
    expect((await rig.admin.get('/v1/switches').expect(200)).body).toEqual(ALL_ON);
  });
});
