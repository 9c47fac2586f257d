import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('a refused request', () => {
  apiTest('is told as problem+json that names the request', async ({ rig }) => {
    const { body, headers } = await rig.anonymous.get('/v1/nowhere').set('x-request-id', 'my-request-1').expect(404);

    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['x-request-id']).toBe('my-request-1');
    expect(body).toEqual({
      type: 'urn:longshore:problem:ERR_NOT_FOUND',
      title: 'Not found',
      status: 404,
      detail: 'Cannot GET /v1/nowhere',
      code: 'ERR_NOT_FOUND',
      requestId: 'my-request-1',
    });
  });

  apiTest('gets an id of ours instead of one that could forge a log line', async ({ rig }) => {
    const { body } = await rig.anonymous.get('/v1/nowhere').set('x-request-id', 'no spaces allowed').expect(404);

    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  apiTest('names every bad member by its pointer', async ({ rig }) => {
    const registration = { name: '', port: { region: 'mars', clientId: 'a', secret: 'b' } };
    const { body } = await rig.admin.post('/v1/tenants', registration).expect(400);

    expect(body.code).toBe('ERR_INVALID_INPUT');
    expect(body.errors.map((problem: { pointer: string }) => problem.pointer)).toEqual([
      '/name',
      '/port/region',
      '/port/clientSecret',
      '/port/secret',
    ]);
  });

  apiTest('is a 400 when its JSON cannot be read', async ({ rig }) => {
    const { body } = await rig.admin
      .post('/v1/tenants')
      .set('content-type', 'application/json')
      .send('{"name": }')
      .expect(400);

    expect(body.code).toBe('ERR_INVALID_INPUT');
  });

  apiTest('is a 400 when its JSON tries to reach a prototype', async ({ rig }) => {
    await rig.admin
      .post('/v1/tenants')
      .set('content-type', 'application/json')
      .send('{"name": "a", "__proto__": {"isAdmin": true}}')
      .expect(400);
  });

  apiTest('is a 400 for text that cannot be stored, wherever it stands', async ({ rig }) => {
    const { caller } = await rig.tenant();

    await caller.get('/v1/integrations/a%00b').expect(400);
    await caller.get('/v1/integrations?cursor=%00').expect(400);
    const { body } = await rig.admin.post('/v1/tenants', { name: 'A\0B', port: {} }).expect(400);
    expect(body.errors[0].pointer).toBe('/name');
  });

  apiTest('is a 413 above one mebibyte', async ({ rig }) => {
    const { body } = await rig.admin.post('/v1/tenants', { name: 'x'.repeat(1024 * 1024) }).expect(413);

    expect(body).toMatchObject({ status: 413, code: 'ERR_INVALID_INPUT' });
  });

  apiTest('is a 415 for a media type that nobody reads', async ({ rig }) => {
    const { body } = await rig.admin.post('/v1/tenants').set('content-type', 'text/csv').send('a,b').expect(415);

    expect(body).toMatchObject({ status: 415, code: 'ERR_INVALID_INPUT' });
  });

  apiTest('is a 400 for a page size or a query that does not exist', async ({ rig }) => {
    const { body } = await rig.admin.get('/v1/tenants?limit=1000&page=2').expect(400);

    expect(body.errors.map((problem: { pointer: string }) => problem.pointer)).toEqual(['/limit', '/page']);
  });
});

describe('credentials', () => {
  apiTest('are asked for on every administrator and tenant route', async ({ rig }) => {
    for (const path of ['/v1/tenants', '/v1/integrations', '/v1/kinds']) {
      const { body, headers } = await rig.anonymous.get(path).expect(401);

      expect(headers['www-authenticate']).toBe('Bearer realm="longshore"');
      expect(body.code).toBe('ERR_UNAUTHENTICATED');
    }
  });

  apiTest('of the administrator open no tenant route, and the other way round', async ({ rig }) => {
    const { caller } = await rig.tenant();

    await rig.admin.get('/v1/integrations').expect(401);
    await caller.get('/v1/tenants').expect(401);
  });
});
