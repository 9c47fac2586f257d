import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('the operator routes', () => {
  apiTest('say that the process lives', async ({ rig }) => {
    const { body } = await rig.anonymous.get('/livez').expect(200);

    expect(body).toEqual({ status: 'ok' });
  });

  apiTest('say that the database answers', async ({ rig }) => {
    const { body } = await rig.anonymous.get('/readyz').expect(200);

    expect(body).toEqual({ status: 'ok', checks: { database: 'up' } });
  });

  apiTest('expose counters as Prometheus text', async ({ rig }) => {
    const { text, headers } = await rig.anonymous.get('/metrics').expect(200);

    expect(headers['content-type']).toMatch(/^text\/plain; version=/);
    expect(text).toContain('longshore_oldest_ready_seconds 0\n');
    expect(text).toMatch(/longshore_http_request_seconds_count\{method="GET",route="\/[a-z]+",status="200"\} \d+/);
  });
});
