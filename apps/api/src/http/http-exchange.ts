import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { InvalidInput } from '@longshore/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers and raw body of a request, and the headers of its answer, for handlers that speak HTTP beyond JSON bodies. */
export class HttpExchange {
  constructor(
    private readonly request: FastifyRequest & { rawBody?: Buffer },
    private readonly reply: FastifyReply,
  ) {}

  /** The version that If-Match asks for; null where any will do (RFC 9110 13.1.1). Throws InvalidInput. */
  get expectedVersion(): number | null {
    const ifMatch = this.request.headers['if-match']?.trim();
    if (ifMatch === undefined || ifMatch === '*') return null;
    const match = /^"(\d{1,9})"$/.exec(ifMatch);
    if (match) return Number(match[1]);
    throw new InvalidInput([
      { pointer: '', detail: 'If-Match must be the ETag of an earlier answer, for example "3"' },
    ]);
  }

  get accept(): string | undefined {
    return this.request.headers.accept;
  }

  /** Without parameters, in lower case. */
  get bodyType(): string {
    return this.request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  }

  /** As it was sent; empty without a body. */
  get bodyText(): string {
    return this.request.rawBody?.toString('utf8') ?? '';
  }

  /** A strong validator made of the version number (RFC 9110 8.8.3). */
  sendVersion(version: number): void {
    this.reply.header('etag', `"${version}"`);
  }

  sendLocation(path: string): void {
    this.reply.header('location', path);
  }

  sendType(mediaType: string): void {
    this.reply.type(mediaType);
  }
}

export const Exchange = createParamDecorator((_: undefined, context: ExecutionContext): HttpExchange => {
  const http = context.switchToHttp();
  return new HttpExchange(http.getRequest(), http.getResponse());
});
