import { startSandboxPort, type SandboxPort } from '@longshore/sandbox';
import type { PortAccess } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acme, acmeAccess, batch, Behind, blueprint, entity, HASTY } from './fixtures/acme.js';
import { PortCatalog } from './port-catalog.js';

let port: SandboxPort;
let access: PortAccess;
const catalog = new PortCatalog(HASTY);

beforeAll(async () => {
  port = await startSandboxPort({ organizations: [acme] });
  access = acmeAccess(port.url);
  const relations = { parent: { target: 'bucket', required: false, many: false } };
  await catalog.createBlueprint(access, blueprint('bucket', relations));
});
afterAll(() => port.close());
beforeEach(async () => {
  await new Behind(port.url).clearFaults();
  await catalog.upsert(access, batch([entity('root'), entity('free')]));
  await catalog.upsert(access, batch([entity('middle', { relations: { parent: 'root' } })]));
  await catalog.upsert(access, batch([entity('leaf', { relations: { parent: 'middle' } })]));
});

function doomed(identifiers: string[]) {
  return { blueprint: 'bucket', identifiers };
}

describe('a delete', () => {
  it('spares the one with a dependent and takes the others', async () => {
    expect(await catalog.delete(access, doomed(['free', 'root']))).toEqual(['free']);
    expect(await catalog.count(access, 'bucket')).toEqual(3);
  });

  it('counts what was not there as gone', async () => {
    expect(await catalog.delete(access, doomed(['free', 'ghost']))).toEqual(['free', 'ghost']);
  });

  it('takes dependents in the same list first, whatever its order', async () => {
    expect((await catalog.delete(access, doomed(['root', 'middle', 'leaf', 'free']))).toSorted()).toEqual([
      'free',
      'leaf',
      'middle',
      'root',
    ]);
  });

  it('takes nothing that was not named', async () => {
    expect(await catalog.delete(access, doomed(['middle', 'root']))).toEqual([]);
    expect(await catalog.count(access, 'bucket')).toEqual(4);
  });

  it('whose answer was lost is repeated', async () => {
    const route = 'POST /v1/blueprints/:blueprint/bulk/entities/delete';
    await new Behind(port.url).fault({ route, effect: 'commit-then-drop' });

    expect(await catalog.delete(access, doomed(['free']))).toEqual(['free']);
  });
});
