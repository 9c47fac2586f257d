import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { IntegrationId, NotFound, TenantId } from '@longshore/domain';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAD_MS, RELOAD_MS, ROTATION_MS } from '../keys/key-schedule.js';
import { IssuerRig } from '../testing/issuer-rig.js';
import { verifyAsRelyingParty } from '../testing/relying-party.js';

const integrationId = IntegrationId.parse(randomUUID());

let rig: IssuerRig;

beforeAll(async () => {
  rig = await IssuerRig.start();
});

afterAll(() => rig.stop());

describe('a workload token', () => {
  it("is made for the tenant's own issuer, for AWS STS and for five minutes", async () => {
    const tenant = await rig.tenant();
    const now = Math.floor(rig.clock.at.getTime() / 1000);

    const { jti, ...claims } = decodeJwt(await rig.newest().tokens.sign(tenant.id, integrationId));

    expect(claims).toEqual({
      iss: tenant.issuerUrl,
      sub: `tenant:${tenant.id}:integration:${integrationId}`,
      aud: 'sts.amazonaws.com',
      iat: now,
      nbf: now - 30,
      exp: now + 300,
    });
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is accepted by a relying party that knows the issuer only, over HTTP', async () => {
    const tenant = await rig.tenant();

    const { payload } = await verifyAsRelyingParty(
      tenant.issuerUrl,
      await rig.newest().tokens.sign(tenant.id, integrationId),
    );

    expect(payload.sub).toBe(`tenant:${tenant.id}:integration:${integrationId}`);
  });

  it('is accepted by plain RSA, without any JOSE library', async () => {
    const tenant = await rig.tenant();
    const token = await rig.newest().tokens.sign(tenant.id, integrationId);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());

    const response = await fetch(`${tenant.issuerUrl}/jwks.json`);
    const { keys } = (await response.json()) as { keys: { kid: string; kty: string }[] };
    const jwk = keys.find((key) => key.kid === kid);
    const publicKey = createPublicKey({ key: jwk ?? { kty: 'none' }, format: 'jwk' });

    const input = Buffer.from(`${header}.${payload}`);
    expect(verify('sha256', input, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it("is of no use under another tenant's issuer", async () => {
    const [mine, theirs] = [await rig.tenant(), await rig.tenant()];
    const token = await rig.newest().tokens.sign(mine.id, integrationId);

    await expect(verifyAsRelyingParty(theirs.issuerUrl, token)).rejects.toThrow('unexpected "iss" claim value');
  });

  it('is not made for a tenant that is unknown, suspended, being deleted or deleted', async () => {
    const { tokens, tenants } = rig.newest();
    const [suspended, deleting, deleted] = [await rig.tenant(), await rig.tenant(), await rig.tenant()];
    await tenants.update(suspended.id, { state: 'suspended' });
    await tenants.markDeleting(deleting.id);
    await tenants.markDeleting(deleted.id);
    await tenants.markDeleted(deleted.id);

    for (const id of [TenantId.parse(randomUUID()), suspended.id, deleting.id, deleted.id]) {
      await expect(tokens.sign(id, integrationId)).rejects.toThrow(NotFound);
    }
  });

  it('is signed by the next key from its first reading after the change', async () => {
    const { tokens, rotate, keys } = rig.newest();
    const tenant = await rig.tenant();
    const before = (await keys.signer()).kid;
    rig.clock.at = new Date(rig.clock.at.getTime() + ROTATION_MS);
    await rotate.run();
    expect((await keys.signer()).kid).toBe(before);

    rig.clock.at = new Date(rig.clock.at.getTime() + LEAD_MS + RELOAD_MS);
    await rotate.run();

    await tokens.sign(tenant.id, integrationId);
    expect((await keys.signer()).kid).not.toBe(before);
  });
});
