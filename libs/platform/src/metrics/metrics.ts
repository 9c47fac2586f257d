import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A gauge's values at the moment of asking, each with its labels. */
export type Readings = { labels: Record<string, string>; value: number }[];

/**
 * What a process counts, in a registry of its own. Labels have few values by design: no tenant, account, region, kind or identifier is
 * ever one, since each value is a time series for good.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'longshore_http_request_seconds',
    help: 'Duration of HTTP requests, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  /** Adds a gauge that is read when it is asked for; one that cannot be read is not a number then: 0 would be a claim. */
  gauge(name: string, help: string, labelNames: string[], read: () => Promise<Readings>): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        const unread: Readings = labelNames.length === 0 ? [{ labels: {}, value: Number.NaN }] : [];
        const readings = await read().catch(() => unread);
        for (const { labels, value } of readings) gauge.set(labels, value);
      },
    });
  }

  /** Adds memory, event loop lag and the like; off in tests, where several registries live in one process. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** The text of GET /metrics and its media type. */
  async exposition(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }
}
