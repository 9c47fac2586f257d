import { randomUUID } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IntegrationId } from '@longshore/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IssuerRig } from '../testing/issuer-rig.js';
import { verifyAsRelyingParty } from '../testing/relying-party.js';
import { IssuerUnavailable } from './issuer-unavailable.error.js';

const integrationId = IntegrationId.parse(randomUUID());
/** Nothing listens on port 1. */
const NO_DATABASE = 'postgresql://postgres@127.0.0.1:1/none';

let rig: IssuerRig;

beforeEach(async () => {
  rig = await IssuerRig.start();
});

afterEach(() => rig.stop());

const status = async (url: string) => (await fetch(url)).status;
describe('discovery and key set', () => {
  it('say what AWS needs, and how long they may be kept', async () => {
    const tenant = await rig.tenant();

    const discovery = await fetch(`${tenant.issuerUrl}/.well-known/openid-configuration`);
    const jwks = await fetch(`${tenant.issuerUrl}/jwks.json`);

    expect(await discovery.json()).toEqual({
      issuer: tenant.issuerUrl,
      jwks_uri: `${tenant.issuerUrl}/jwks.json`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['iss', 'sub', 'aud', 'iat', 'nbf', 'exp', 'jti'],
    });
    expect(await jwks.json()).toEqual({
      keys: [
        {
          kty: 'RSA',
          e: 'AQAB',
          n: expect.stringMatching(/^[\w-]{342}$/),
          alg: 'RS256',
          use: 'sig',
          kid: expect.stringMatching(/^[\w-]{43}$/),
        },
      ],
    });
    expect([discovery.headers.get('cache-control'), jwks.headers.get('etag')]).toEqual([
      'public, max-age=300',
      expect.stringMatching(/^"[\w-]{22}"$/),
    ]);
  });

  it('answer 404 for a tenant that never was', async () => {
    rig.process();

    expect(await status(`${rig.origin}/t/${randomUUID()}/jwks.json`)).toBe(404);
  });

  it('know a new tenant at once, also in another process', async () => {
    await rig.process().snapshot.reload();
    const tenant = await rig.tenant();
    const other = rig.process();
    await other.snapshot.reload();
    const newer = await rig.tenant();

    expect(await status(`${tenant.issuerUrl}/jwks.json`)).toBe(200);
    expect(await status(`${newer.issuerUrl}/jwks.json`)).toBe(200);
  });

  it('answer 404 for a tenant that is being deleted, from the next reading on', async () => {
    const tenant = await rig.tenant();
    const { tenants, snapshot } = rig.newest();
    await snapshot.reload();
    await tenants.markDeleting(tenant.id);

    await snapshot.reload();

    expect(await status(`${tenant.issuerUrl}/.well-known/openid-configuration`)).toBe(404);
    expect(await status(`${tenant.issuerUrl}/jwks.json`)).toBe(404);
  });

  it('are read anew by a reload, even while an older reading is under way', async () => {
    const tenant = await rig.tenant();
    const { tenants, snapshot } = rig.newest();
    await snapshot.reload();
    const older = snapshot.reload();
    await tenants.markDeleting(tenant.id);

    await Promise.all([older, snapshot.reload(), snapshot.reload()]);

    expect(await status(`${tenant.issuerUrl}/jwks.json`)).toBe(404);
  });

  it('read the database four times a second at most, whatever is asked for', async () => {
    const { snapshot } = rig.process();
    const began = performance.now();

    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => snapshot.issuerUrl(randomUUID())));
      expect(new Set(answers)).toEqual(new Set([null]));
    }

    expect(performance.now() - began).toBeGreaterThan(490);
  });
});

describe('the issuer without PostgreSQL', () => {
  it('goes on serving what it served', async () => {
    const tenant = await rig.tenant();
    const { snapshot, tokens } = rig.newest();
    await snapshot.reload();
    const token = await tokens.sign(tenant.id, integrationId);
    await rig.database.close();
    await snapshot.reload();

    expect((await verifyAsRelyingParty(tenant.issuerUrl, token)).payload.iss).toBe(tenant.issuerUrl);
    expect(await status(`${rig.origin}/t/${randomUUID()}/jwks.json`)).toBe(404);
  });

  it('serves the same after a restart', async () => {
    const tenant = await rig.tenant();
    const before = rig.newest();
    await before.snapshot.reload();
    const token = await before.tokens.sign(tenant.id, integrationId);
    await before.stop();

    await rig.process(NO_DATABASE).snapshot.onModuleInit();

    expect((await verifyAsRelyingParty(tenant.issuerUrl, token)).payload.iss).toBe(tenant.issuerUrl);
  });

  it('says that it is unavailable when it never knew anything, and starts all the same', async () => {
    const { snapshot, discovery, jwks } = rig.process(NO_DATABASE);
    await snapshot.onModuleInit();

    await expect(discovery.run(randomUUID())).rejects.toThrow(IssuerUnavailable);
    await expect(jwks.run(randomUUID())).rejects.toThrow(IssuerUnavailable);
  });

  it.each(['', '{"issuers":[', '{"issuers":[],"keys":[]}', '{"issuers":[],"keys":[{"kty":"RSA","d":"private"}]}'])(
    'does not trust a snapshot that is not whole: %s',
    async (text) => {
      await writeFile(join(rig.dataDir, 'issuer.json'), text);
      const { snapshot, jwks } = rig.process(NO_DATABASE);
      await snapshot.onModuleInit();

      await expect(jwks.run(randomUUID())).rejects.toThrow(IssuerUnavailable);
    },
  );
});

describe('the snapshot on disk', () => {
  it('holds issuers and public keys, nothing else, and leaves no draft behind', async () => {
    const tenant = await rig.tenant();
    await rig.newest().snapshot.reload();

    const stored = JSON.parse(await readFile(join(rig.dataDir, 'issuer.json'), 'utf8'));

    expect(stored.issuers).toEqual([{ id: tenant.id, issuerUrl: tenant.issuerUrl }]);
    expect(stored.keys.map((key: object) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect(await readdir(rig.dataDir)).toEqual(['issuer.json']);
  });

  it('is whole whoever writes at the same time', async () => {
    const processes = Array.from({ length: 4 }, () => rig.process());
    const tenant = await rig.tenant();

    await Promise.all(processes.map(({ snapshot }) => snapshot.reload()));

    expect(await readdir(rig.dataDir)).toEqual(['issuer.json']);
    expect(JSON.parse(await readFile(join(rig.dataDir, 'issuer.json'), 'utf8')).issuers).toEqual([tenant]);
  });
});
