import { DEMO_ORGANIZATION } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { createIntegration, createStack } from '../testing/connect.js';

const MANAGEMENT = '123456789012';

describe('an organization whose units nobody chose', () => {
  let rig: ApiRig;
  let caller: ApiCaller;
  let path: string;

  beforeAll(async () => {
    rig = await ApiRig.start({}, DEMO_ORGANIZATION);
    ({ caller } = await rig.tenant());
    path = await createIntegration(caller, { accounts: { mode: 'organization' }, intervalMinutes: null });
  });
  afterAll(() => rig.stop());

  const units = async () =>
    (await caller.get(`${path}/installation`).expect(200)).body.parameters.OrganizationalUnitIds;
  const checksFailing = async (name: string) => {
    const { body } = await caller.post(`${path}/verification`).expect(200);
    return body.data.filter(
      ({ check, status }: { check: string; status: string }) => check === name && status === 'failed',
    );
  };

  it('gets its role in the management account by the link, which then names the root that the role has read', async () => {
    expect(await units()).toBeUndefined();
    const roleArn = await createStack(rig, caller, path, MANAGEMENT);
    await caller.put(`${path}/role`, { roleArn }).expect(200);

    expect(await checksFailing('organization-readable')).toEqual([]);
    expect(await checksFailing('members-assumable')).toMatchObject([
      { detail: expect.stringContaining('1 of 5 accounts'), remedy: expect.stringContaining('OrganizationalUnitIds') },
    ]);
    expect(await units()).toBe('r-1234');
  });
});
