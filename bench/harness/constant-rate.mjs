import { setTimeout as delay } from 'node:timers/promises';

/**
 * Sends at a constant rate, whatever the answers do, and measures each from the moment when it was due, not when it left:
 * a server that stalls cannot make its own load lighter ("coordinated omission").
 * Latencies in milliseconds; `failed` are those that threw.
 */
export async function atConstantRate({ perSecond, seconds, send }) {
  const total = perSecond * seconds;
  const latencies = [];
  const onTheirWay = new Set();
  let failed = 0;
  const startedAt = performance.now();
  for (let sent = 0; sent < total; ) {
    const due = startedAt + (sent * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await delay(early - 1);
    else if (early > 0) await new Promise(setImmediate);
    else {
      const exchange = send(sent)
        .catch(() => (failed += 1))
        .finally(() => {
          latencies.push(performance.now() - due);
          onTheirWay.delete(exchange);
        });
      onTheirWay.add(exchange);
      sent += 1;
    }
  }
  await Promise.all(onTheirWay);
  return { latencies, failed, seconds: (performance.now() - startedAt) / 1_000 };
}
