import { PortUnreachable } from '@longshore/domain';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  headers: { [name: string]: string };
  body?: string;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined when the answer is not JSON, as a proxy's error page is. */
  body: unknown;
}

/** One HTTP exchange. Throws PortUnreachable when no whole answer arrives in time, and the caller's reason when it aborts. */
export async function exchange(request: HttpRequest, timeoutMs: number, signal?: AbortSignal): Promise<HttpAnswer> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const { url, ...init } = request;
    // A redirect would carry the token and the tenant's content to wherever it points.
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  } catch (error) {
    signal?.throwIfAborted();
    const detail = timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
    throw new PortUnreachable(detail, { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch hides the reason (ECONNREFUSED, UND_ERR_SOCKET) in the cause of its TypeError. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause);
}
