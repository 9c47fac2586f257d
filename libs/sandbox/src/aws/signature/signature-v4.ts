import { createHash, createHmac } from 'node:crypto';
import { remembering } from '../remembering.js';

export interface SignedRequest {
  method: string;
  /** As sent: path and query of the request line. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface Credential {
  accessKeyId: string;
  /** `20261122` */
  day: string;
  region: string;
  service: string;
}

export interface AuthorizationHeader extends Credential {
  signedHeaders: string[];
  signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** Undefined when the header is not a Signature Version 4 of this shape. */
export function parseAuthorization(header: string): AuthorizationHeader | undefined {
  const match = AUTHORIZATION.exec(header);
  if (match === null) return undefined;
  const [, accessKeyId = '', day = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  return { accessKeyId, day, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/** The signature that the holder of the secret would send (AWS General Reference, Signature Version 4). */
export function computeSignature(request: SignedRequest, authorization: AuthorizationHeader, secret: string): string {
  const { day, region, service } = authorization;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const time = request.headers['x-amz-date'] ?? '';
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, authorization))];
  return hmac(signingKey(`${secret} ${scope}`), text.join('\n')).toString('hex');
}

/** Of a secret and a scope, separated by a space; neither holds one. */
const signingKey = remembering(10_000, (secretAndScope) => {
  const [secret = '', scope = ''] = secretAndScope.split(' ');
  return scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
});

function canonicalRequest(request: SignedRequest, { signedHeaders, service }: AuthorizationHeader): string {
  const [path = '/', query = ''] = request.target.split('?', 2);
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  // All services but S3 encode the path twice.
  const uri = service === 's3' ? path : path.split('/').map(encode).join('/');
  const body = sha256(request.body);
  return [request.method, uri, canonicalQuery(query), headers.join(''), signedHeaders.join(';'), body].join('\n');
}

function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [encode(name), encode(value)] as const);
  const inOrder = pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1));
  return inOrder.map(([name, value]) => `${name}=${value}`).join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
