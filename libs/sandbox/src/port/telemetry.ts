import type { KindMetrics, LogLine, SyncMetadata } from './schemas/telemetry.js';

/** What Port gives back (Port OpenAPI, syncsMetadata). */
const MAX_SYNCS = 50;

interface Resync {
  kinds: Map<string, KindMetrics>;
  createdAt: string;
  updatedAt: string;
}

/** What an integration tells about its runs, besides the catalog. It is not journaled: a restart forgets it. */
export class Telemetry {
  readonly #resyncs = new Map<string, Resync>();
  readonly #logs: LogLine[] = [];
  readonly cursors = new Map<string, { primary: string }>();

  record(metrics: KindMetrics): void {
    const now = new Date().toISOString();
    const resync = this.#resyncs.get(metrics.eventId) ?? { kinds: new Map(), createdAt: now, updatedAt: now };
    resync.kinds.set(metrics.kindIdentifier, metrics);
    resync.updatedAt = now;
    this.#resyncs.set(metrics.eventId, resync);
  }

  /** False when nothing was recorded for that kind of that resync. */
  replace(eventId: string, kindIdentifier: string, metrics: KindMetrics): boolean {
    if (!this.#resyncs.get(eventId)?.kinds.has(kindIdentifier)) return false;
    this.record({ ...metrics, eventId, kindIdentifier });
    return true;
  }

  /** A sign of life of a resync; false when there is none with that id. */
  beat(eventId: string): boolean {
    const resync = this.#resyncs.get(eventId);
    if (resync) resync.updatedAt = new Date().toISOString();
    return resync !== undefined;
  }

  /** Of the newest resync unless one is named. */
  metrics(eventId = [...this.#resyncs.keys()].at(-1)): KindMetrics[] {
    return [...(this.#resyncs.get(eventId ?? '')?.kinds.values() ?? [])];
  }

  /** Newest first. */
  syncs(): SyncMetadata[] {
    return [...this.#resyncs]
      .map(([eventId, { kinds, createdAt, updatedAt }]) => {
        const whole = kinds.get('__runtime__') ?? [...kinds.values()].at(-1);
        return { eventId, syncState: whole?.syncState ?? 'pending', createdAt, updatedAt };
      })
      .reverse()
      .slice(0, MAX_SYNCS);
  }

  log(lines: LogLine[]): void {
    this.#logs.push(...lines);
  }

  /** Newest first. */
  logs({ limit, level }: { limit: number; level?: string[] | undefined }): LogLine[] {
    const wanted = this.#logs.filter((line) => level === undefined || level.includes(line.level));
    return wanted.reverse().slice(0, limit);
  }
}
