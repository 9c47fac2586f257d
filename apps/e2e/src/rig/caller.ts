import { setTimeout as delay } from 'node:timers/promises';
import type { SyncCounts } from '@longshore/domain';

export interface SyncView {
  id: string;
  status: string;
  detail: string | null;
  counts: SyncCounts;
  incomplete: { kind: string; region: string; reason: string; detail: string; remedy: string | null }[];
  closedAt: string | null;
}

/** One caller's JSON over HTTP; an answer that is no success fails the test with what was said. */
export class Caller {
  constructor(
    private readonly origin: string,
    private readonly token?: string,
  ) {}

  get<Answer>(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  /** The lines of an NDJSON answer. */
  async lines<Line>(path: string): Promise<Line[]> {
    const text = await this.text('GET', path);
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
  }

  post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.request('POST', path, body);
  }

  put<Answer>(path: string, body: object): Promise<Answer> {
    return this.request('PUT', path, body);
  }

  patch<Answer>(path: string, body: object): Promise<Answer> {
    return this.request('PATCH', path, body);
  }

  /** Opens a sync and waits for its end. */
  async sync(): Promise<SyncView> {
    const { id } = await this.post<{ id: string }>('/v1/integrations/aws/syncs');
    return this.ended(id);
  }

  /** Polls until the sync has ended; the test's own time limit bounds it. */
  async ended(id: string): Promise<SyncView> {
    for (;;) {
      const sync = await this.get<SyncView>(`/v1/syncs/${id}`);
      if (sync.closedAt !== null) return sync;
      await delay(50);
    }
  }

  private async request<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const text = await this.text(method, path, body);
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }

  private async text(method: string, path: string, body?: object): Promise<string> {
    const response = await fetch(new URL(path, this.origin), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text;
  }
}
