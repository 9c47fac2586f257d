/** An answer that is not a success: the problem document's own words. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    request: string,
    detail: string,
  ) {
    super(`${request} answered ${status}: ${detail}`);
  }
}

/** A caller of JSON over HTTP with one bearer token. The demo uses the public surface only, like any customer. */
export class Api {
  constructor(
    private readonly origin: string,
    private readonly token?: string,
  ) {}

  get<Answer>(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.request('POST', path, body);
  }

  put<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.request('PUT', path, body);
  }

  private async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(new URL(path, this.origin), {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return answer as Answer;
    const { code, detail, message, errors } = answer as {
      code?: string;
      detail?: string;
      message?: string;
      errors?: unknown;
    };
    const told = [detail ?? message ?? response.statusText, errors && JSON.stringify(errors)].filter(Boolean).join(' ');
    throw new RequestFailed(response.status, code, `${method} ${path}`, told);
  }
}
