import { randomUUID } from 'node:crypto';
import { IntegrationId } from '@longshore/domain';
import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssuerRig } from '../testing/issuer-rig.js';
import { verifyWorkloadToken } from '../tokens/verify-workload-token.js';

const HOUR_MS = 60 * 60 * 1000;
const STEP_HOURS = 6;
const DAYS = 119;

let rig: IssuerRig;

beforeAll(async () => {
  rig = await IssuerRig.start();
});

afterAll(() => rig.stop());

describe('four months of rotation', () => {
  it('never make a verifier with keys up to a day old refuse a token, whichever replica signs', async () => {
    const replicas = [rig.process(), rig.process()];
    const tenant = await rig.tenant();
    const integrationId = IntegrationId.parse(randomUUID());
    const served: JSONWebKeySet[] = [];
    const kids = new Set<string>();

    for (let step = 0; step < (DAYS * 24) / STEP_HOURS; step += 1) {
      const replica = replicas[step % 2] ?? rig.newest();
      await replica.snapshot.reload();
      served.push(JSON.parse((await replica.jwks.run(tenant.id))?.body ?? '{}'));
      const token = await replica.tokens.sign(tenant.id, integrationId);
      for (const age of [0, 1, 24 / STEP_HOURS]) {
        const keys = served.at(Math.max(0, step - age)) ?? { keys: [] };
        const workload = await verifyWorkloadToken(token, { issuer: tenant.issuerUrl, keys, now: rig.clock.at });
        expect(workload).toEqual({ tenantId: tenant.id, integrationId });
      }
      kids.add((await replica.keys.signer()).kid);
      rig.clock.at = new Date(rig.clock.at.getTime() + STEP_HOURS * HOUR_MS);
      await (replicas[(step + 1) % 2] ?? replica).rotate.run();
    }

    expect(kids.size).toBe(4);
    expect((await rig.newest().store.list()).map(({ state }) => state)).toEqual([
      'retired',
      'retired',
      'retired',
      'active',
    ]);
  }, 120_000);
});
