import { createHmac, createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { EncryptionKey } from '@longshore/platform';
import { type CryptoKey, type JSONWebKeySet, SignJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicDocument } from '../documents/public-document.js';
import { createSigningKey, openSigningKey } from '../keys/signing-key-pair.js';
import { verifyAsRelyingParty } from '../testing/relying-party.js';
import { serveIssuer } from '../testing/serve-issuer.js';
import { verifyWorkloadToken } from './verify-workload-token.js';
import { WorkloadTokenRejected } from './workload-token-rejected.error.js';
import { WORKLOAD_AUDIENCE } from '@longshore/domain';

const tenantId = randomUUID();
const integrationId = randomUUID();
const seconds = () => Math.floor(Date.now() / 1000);

let issuer: string;
let keys: JSONWebKeySet;
let kid: string;
let ours: CryptoKey;
let theirs: CryptoKey;
let close: () => Promise<void>;

beforeAll(async () => {
  const encryptionKey = new EncryptionKey(randomBytes(32));
  const created = await createSigningKey(encryptionKey, new Date());
  kid = created.kid;
  ours = await openSigningKey(encryptionKey, { ...created, state: 'active', retireAt: null });
  theirs = (await generateKeyPair('RS256')).privateKey;
  keys = { keys: [created.publicJwk as JSONWebKeySet['keys'][number]] };
  const server = await serveIssuer(() => ({
    discovery: async () =>
      publicDocument({ issuer, jwks_uri: `${issuer}/jwks.json`, id_token_signing_alg_values_supported: ['RS256'] }),
    jwks: async () => publicDocument(keys),
  }));
  close = server.close;
  issuer = `${server.origin}/t/${tenantId}`;
});

afterAll(() => close());

const claims = () => ({
  iss: issuer,
  sub: `tenant:${tenantId}:integration:${integrationId}`,
  aud: WORKLOAD_AUDIENCE,
  iat: seconds(),
  nbf: seconds() - 30,
  exp: seconds() + 300,
  jti: randomUUID(),
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(change: object = {}, header: object = {}, key = ours): Promise<string> {
  return new SignJWT({ ...claims(), ...change })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header })
    .sign(key);
}

/** RS256 verifiers that trust `alg` take the public key for an HMAC secret. */
function hmacSigned(secret: string | Buffer): string {
  const input = `${part({ alg: 'HS256', kid, typ: 'JWT' })}.${part(claims())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

async function tampered(change: object): Promise<string> {
  const [header, , signature] = (await signed()).split('.');
  return `${header}.${part({ ...claims(), ...change })}.${signature}`;
}

const publicKey = () => createPublicKey({ key: keys.keys[0] as { kty: string }, format: 'jwk' });
const attack = 'https://attacker.example/keys.json';

const corpus: { [name: string]: () => string | Promise<string> } = {
  'alg none without signature': () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`,
  'alg None with our kid': () => `${part({ alg: 'None', kid, typ: 'JWT' })}.${part(claims())}.`,
  'alg none with a signature of ours': async () =>
    `${part({ alg: 'none', kid })}.${part(claims())}.${(await signed()).split('.')[2]}`,
  'no alg': () => `${part({ kid, typ: 'JWT' })}.${part(claims())}.AAAA`,
  'HS256 with our public key as PEM': () => hmacSigned(publicKey().export({ type: 'spki', format: 'pem' })),
  'HS256 with our public key as DER': () => hmacSigned(publicKey().export({ type: 'spki', format: 'der' })),
  'HS256 with our modulus': () => hmacSigned(String(keys.keys[0]?.n)),
  'HS256 with an empty secret': () => hmacSigned(''),
  "somebody else's key under our kid": () => signed({}, {}, theirs),
  'an unknown kid': () => signed({}, { kid: 'unknown' }, theirs),
  'a kid that is a path': () => signed({}, { kid: '../../../dev/null' }, theirs),
  'a kid that is SQL': () => signed({}, { kid: "' or '1'='1" }, theirs),
  "a jku with somebody else's keys": () => signed({}, { kid: 'theirs', jku: attack }, theirs),
  'a jku beside our kid': () => signed({}, { jku: attack }, theirs),
  'an x5u': () => signed({}, { kid: 'theirs', x5u: attack }, theirs),
  'a key in the header': () => signed({}, { jwk: keys.keys[0] }, theirs),
  'the issuer of another tenant': () => signed({ iss: issuer.replace(tenantId, randomUUID()) }),
  'an issuer with a slash at its end': () => signed({ iss: `${issuer}/` }),
  'an issuer that begins like ours': () => signed({ iss: `${issuer}.attacker.example` }),
  'no issuer': () => signed({ iss: undefined }),
  'another audience': () => signed({ aud: 'sts.amazonaws.com.attacker.example' }),
  'no audience': () => signed({ aud: undefined }),
  'a token that has expired': () => signed({ exp: seconds() - 1 }),
  'a token that is not yet valid': () => signed({ nbf: seconds() + 60 }),
  'an exp that is no number': () => signed({ exp: '9999999999' }),
  'another subject under our signature': () => tampered({ sub: `tenant:${randomUUID()}:integration:${integrationId}` }),
  'a later exp under our signature': () => tampered({ exp: seconds() + 86_400 }),
  'no signature': async () => `${(await signed()).split('.').slice(0, 2).join('.')}.`,
  'half a signature': async () => (await signed()).slice(0, -100),
  'a critical extension': () => `${part({ alg: 'RS256', kid, crit: ['exp'] })}.${part(claims())}.AAAA`,
  'RS512 under our kid': () => `${part({ alg: 'RS512', kid })}.${part(claims())}.AAAA`,
  'two dots and nothing': () => '..',
  'no token at all': () => '',
};

describe('a relying party', () => {
  it('accepts what we sign', async () => {
    const { payload, protectedHeader } = await verifyAsRelyingParty(issuer, await signed());

    expect([payload.sub, protectedHeader]).toEqual([claims().sub, { alg: 'RS256', kid, typ: 'JWT' }]);
  });

  it.each(Object.keys(corpus))('refuses %s', async (name) => {
    await expect(verifyAsRelyingParty(issuer, (await corpus[name]?.()) ?? 'missing')).rejects.toThrow();
  });
});

describe('our own verification', () => {
  const verify = (token: string) => verifyWorkloadToken(token, { issuer, keys, now: new Date() });

  it('tells whom a token stands for', async () => {
    expect(await verify(await signed())).toEqual({ tenantId, integrationId });
  });

  it.each(Object.keys(corpus))('refuses %s', async (name) => {
    await expect(verify((await corpus[name]?.()) ?? 'missing')).rejects.toThrow(WorkloadTokenRejected);
  });

  it.each([
    ['header members that name keys', {}, { jku: attack }],
    ['a token without kid', {}, { kid: undefined }],
    ['a token of another type', {}, { typ: 'at+jwt' }],
    ['a token without exp', { exp: undefined }, {}],
    ['a token without jti', { jti: undefined }, {}],
    ['a subject of another shape', { sub: 'tenant:1' }, {}],
  ])('refuses %s even under our signature', async (_, change, header) => {
    await expect(verify(await signed(change, header))).rejects.toThrow(WorkloadTokenRejected);
  });
});
