import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createApi } from '../bootstrap.js';
import { loadConfig } from '@longshore/platform';
import { ADMIN_TOKEN, ApiRig, freePort } from '../testing/api-rig.js';
import { ApiCaller } from '../testing/api-caller.js';

describe('an API whose database is away at the start', () => {
  test('serves the issuer from the last snapshot, and says of the rest that it is not available', async () => {
    const rig = await ApiRig.start();
    const { id } = await rig.tenant();
    const { body: known } = await rig.anonymous.get(`/t/${id}/jwks.json`).expect(200);
    const dataDir = await rig.copyDataDir();
    await rig.stop();

    const nobody = await freePort();
    const config = loadConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${nobody}/gone`,
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
    });
    const app = await createApi(config);
    await app.listen(0, '127.0.0.1');
    const origin = await app.getUrl();
    const [anonymous, admin] = [new ApiCaller(origin, null), new ApiCaller(origin, ADMIN_TOKEN)];

    expect((await anonymous.get(`/t/${id}/jwks.json`).expect(200)).body).toEqual(known);
    await anonymous.get('/livez').expect(200);
    expect((await anonymous.get('/readyz').expect(503)).body.checks).toEqual({ database: 'down' });
    expect((await admin.get('/v1/tenants').expect(503)).body.code).toBe('ERR_UNAVAILABLE');
    await app.close();
    await rm(dataDir, { recursive: true });
  });
});
