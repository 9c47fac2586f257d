import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.js';

const lines = async (metrics: Metrics) =>
  (await metrics.exposition()).body.split('\n').filter((line) => line.startsWith('longshore_test'));

describe('the metrics', () => {
  it('are told in the Prometheus text format', async () => {
    const metrics = new Metrics();
    metrics.requestSeconds.observe({ method: 'GET', route: '/v1/syncs/:id', status: '200' }, 0.03);

    const { contentType, body } = await metrics.exposition();

    expect(contentType).toContain('text/plain');
    expect(body).toContain(
      'longshore_http_request_seconds_bucket{le="0.05",method="GET",route="/v1/syncs/:id",status="200"} 1\n',
    );
  });

  it('read a gauge anew at each asking', async () => {
    const metrics = new Metrics();
    let value = 1;
    metrics.gauge('longshore_test', 'A test.', ['state'], async () => [{ labels: { state: 'ready' }, value: value++ }]);

    expect(await lines(metrics)).toEqual(['longshore_test{state="ready"} 1']);
    expect(await lines(metrics)).toEqual(['longshore_test{state="ready"} 2']);
  });

  it('claim nothing about what cannot be read, and keep the rest', async () => {
    const metrics = new Metrics();
    const fail = () => Promise.reject(new Error('down'));
    metrics.gauge('longshore_test_bare', 'A test.', [], fail);
    metrics.gauge('longshore_test_labelled', 'A test.', ['state'], fail);
    metrics.gauge('longshore_test_there', 'A test.', [], async () => [{ labels: {}, value: 3 }]);

    expect(await lines(metrics)).toEqual(['longshore_test_bare Nan', 'longshore_test_there 3']);
  });
});
