import { createHash } from 'node:crypto';

/** A document that anybody may read, with the header values to send it with. */
export interface PublicDocument {
  /** JSON text. */
  body: string;
  contentType: string;
  /** Strong, quoted (RFC 9110 8.8.3). */
  etag: string;
  cacheControl: string;
}

/** Five minutes: long enough to spare the issuer, short enough that a deleted tenant is soon refused everywhere. */
const CACHE_CONTROL = 'public, max-age=300';

export function publicDocument(content: object): PublicDocument {
  const body = JSON.stringify(content);
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { body, contentType: 'application/json; charset=utf-8', etag: `"${digest}"`, cacheControl: CACHE_CONTROL };
}
