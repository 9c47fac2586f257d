import { setTimeout as delay } from 'node:timers/promises';

/** One caller's JSON over HTTP; an answer that is no success throws with what was said. */
export class Caller {
  constructor(origin, token) {
    this.origin = origin;
    this.token = token;
  }

  get = (path) => this.request('GET', path);
  post = (path, body = {}) => this.request('POST', path, body);
  put = (path, body) => this.request('PUT', path, body);

  /** Polls until the sync has ended. */
  async ended(id) {
    for (;;) {
      const sync = await this.get(`/v1/syncs/${id}`);
      if (sync.closedAt !== null) return sync;
      await delay(1_000);
    }
  }

  async request(method, path, body) {
    const response = await fetch(new URL(path, this.origin), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
