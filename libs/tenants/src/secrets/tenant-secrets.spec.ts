import { randomUUID } from 'node:crypto';
import { TenantStore } from '@longshore/database';
import { NotFound, TenantId } from '@longshore/domain';
import { EnvelopeRejected } from '@longshore/platform';
import { PortCatalog } from '@longshore/port';
import { type SandboxPort, startSandboxPort } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegisterTenant } from '../tenants/register-tenant.js';
import { TenantsRig } from '../testing/tenants-rig.js';
import { TenantSecrets } from './tenant-secrets.js';

const organization = (id: string) => ({ id, name: id, clientId: `${id}-client`, clientSecret: `${id}-secret` });

let port: SandboxPort;
let rig: TenantsRig;
let secrets: TenantSecrets;
let acme: TenantId;
let globex: TenantId;

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [organization('acme'), organization('globex')] });
  rig = await TenantsRig.start(new PortCatalog(), { PORT_API_URL: port.url });
  secrets = rig.get(TenantSecrets);
  const register = async (id: string) =>
    (await rig.get(RegisterTenant).run({ name: id, port: { region: 'eu', ...organization(id) } })).id;
  [acme, globex] = [await register('acme'), await register('globex')];
});

afterAll(async () => {
  await rig.stop();
  await port.close();
});

describe("a tenant's secret", () => {
  it('opens for the tenant and purpose that it was sealed for', async () => {
    const sealed = await secrets.seal(acme, 'before-image', Buffer.from('body'));

    expect((await secrets.open(acme, 'before-image', sealed)).toString()).toBe('body');
    expect(sealed.toString('latin1')).not.toContain('body');
  });

  it('does not open for another tenant or purpose', async () => {
    const sealed = await secrets.seal(acme, 'before-image', Buffer.from('body'));

    await expect(secrets.open(globex, 'before-image', sealed)).rejects.toThrow(EnvelopeRejected);
    await expect(secrets.open(acme, 'failure', sealed)).rejects.toThrow(EnvelopeRejected);
  });

  it('cannot be made for a tenant that is unknown', async () => {
    await expect(secrets.seal(TenantId.parse(randomUUID()), 'port', Buffer.from(''))).rejects.toThrow(NotFound);
  });
});

describe("a tenant's digest", () => {
  it('is the same for the same text, and another one for another tenant', async () => {
    const [ours, again, theirs] = await Promise.all([acme, acme, globex].map((id) => secrets.digester(id)));

    expect(ours?.('text')).toEqual(again?.('text'));
    expect(ours?.('text')).toHaveLength(16);
    expect(ours?.('text')).not.toEqual(ours?.('texts'));
    expect(ours?.('text')).not.toEqual(theirs?.('text'));
  });
});

describe('the data key of a tenant that another process deleted', () => {
  it('is forgotten within a minute', async () => {
    const sealed = await secrets.seal(globex, 'port', Buffer.from('body'));
    const tenants = rig.get(TenantStore);
    await tenants.markDeleting(globex);
    await tenants.markDeleted(globex);

    rig.clock.at = new Date(rig.clock.at.getTime() + 60_000);

    await expect(secrets.open(globex, 'port', sealed)).rejects.toThrow(NotFound);
    await expect(secrets.digester(globex)).rejects.toThrow(NotFound);
  });
});
