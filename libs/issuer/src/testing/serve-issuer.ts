import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicDocument } from '../documents/public-document.js';

export interface Documents {
  discovery: (tenantId: string) => Promise<PublicDocument | null>;
  jwks: (tenantId: string) => Promise<PublicDocument | null>;
}

const PATH = /^\/t\/([^/]+)\/(\.well-known\/openid-configuration|jwks\.json)$/;

/** The two documents over HTTP on a free port of this machine; `documents` is asked for at each request. */
export async function serveIssuer(documents: () => Documents): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(documents(), request, response).catch(() => response.writeHead(503).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function answer(documents: Documents, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, tenantId = '', name] = PATH.exec(request.url ?? '') ?? [];
  const read = name === 'jwks.json' ? documents.jwks : documents.discovery;
  const document = await read(tenantId);
  if (!document) {
    response.writeHead(404).end();
    return;
  }
  const { body, contentType, etag, cacheControl } = document;
  response.writeHead(200, { 'content-type': contentType, etag, 'cache-control': cacheControl }).end(body);
}
