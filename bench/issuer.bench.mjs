// How many workload tokens one process signs, and how fast the API answers for its keys at a constant rate.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { Agent, get } from 'node:http';
import { ActiveIssuers, DatabaseOptions, SigningKeyStore, SystemPrisma, TenantDatabase } from '@longshore/database';
import { IntegrationId, TenantId } from '@longshore/domain';
import { RotateSigningKeys, SigningKeys, SignWorkloadToken } from '@longshore/issuer';
import { EncryptionKey, SystemClock } from '@longshore/platform';
import { atConstantRate } from './harness/constant-rate.mjs';
import { Installation } from './harness/installation.mjs';
import { report, say } from './harness/report.mjs';
import { rigOf } from './harness/rig.mjs';
import { quantile, ratePerSecond } from './harness/statistics.mjs';

const TOKENS = 3_000;
/** Signings at a time: as many as account syncs may begin together. */
const AT_ONCE = 16;
const PER_SECOND = 200;
const SECONDS = 15;

async function inLanes(count, work) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return count;
}

async function tokensPerSecond(database, tenantId) {
  const options = new DatabaseOptions(database.url, 8);
  const [system, tenants] = [new SystemPrisma(options), new TenantDatabase(options)];
  const key = new EncryptionKey(Buffer.alloc(32, 1));
  const clock = new SystemClock();
  const store = new SigningKeyStore(system);
  const keys = new SigningKeys(store, new RotateSigningKeys(store, key, clock), key, clock);
  const tokens = new SignWorkloadToken(new ActiveIssuers(tenants), keys, clock);
  const integrationId = IntegrationId.parse(randomUUID());
  const rate = await ratePerSecond(() => inLanes(TOKENS, () => tokens.sign(tenantId, integrationId)));
  await Promise.all([system.close(), tenants.close()]);
  return rate;
}

/** What RSA itself allows one thread: the floor under every token. */
async function bareSignaturesPerSecond() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const text = Buffer.alloc(500, 'a');
  return ratePerSecond(async () => {
    for (let count = 0; count < TOKENS; count++) sign('sha256', text, privateKey);
    return TOKENS;
  });
}

function reader(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const read = () =>
    new Promise((resolve, reject) => {
      get(url, { agent }, (response) => {
        response.resume();
        response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(response.statusCode))));
      }).on('error', reject);
    });
  return { read, close: () => agent.destroy() };
}

async function latenciesOf(url) {
  const { read, close } = reader(url);
  try {
    await atConstantRate({ perSecond: PER_SECOND, seconds: 2, send: read });
    return await atConstantRate({ perSecond: PER_SECOND, seconds: SECONDS, send: read });
  } finally {
    close();
  }
}

const rig = rigOf();
const installation = await Installation.start({ account: { id: '210987654321', name: 'bench', resourcesPerKind: 0 } });
try {
  rig.postgres = installation.database.kind;
  const tenant = await installation.connectedTenant();
  say('Signing tokens');
  const bare = await bareSignaturesPerSecond();
  const tokens = await tokensPerSecond(installation.database, TenantId.parse(tenant.id));
  say(`Reading keys and liveness at ${PER_SECOND} requests/s`);
  const jwks = await latenciesOf(`${installation.origin}/t/${tenant.id}/jwks.json`);
  const livez = await latenciesOf(`${installation.origin}/livez`);
  const at = (share, { latencies }) => quantile(latencies, share);
  const figures = [
    {
      what: 'tokens signed by one process',
      value: tokens.median,
      unit: '/s',
      goal: '>= 1500',
      beside: `${Math.round(bare.median).toLocaleString('en')}/s bare RSA-2048 signatures on one thread`,
    },
    {
      what: 'tokens per CPU second of the process',
      value: tokens.perCpuSecond,
      unit: '/s',
      beside: `${Math.round(bare.perCpuSecond).toLocaleString('en')}/s bare signatures`,
    },
    {
      what: `JWKS at ${PER_SECOND}/s, 99th percentile`,
      value: at(0.99, jwks),
      unit: 'ms',
      goal: '< 50',
      beside: `${at(0.99, livez).toFixed(1)} ms for /livez, which does nothing`,
    },
    { what: 'JWKS, median', value: at(0.5, jwks), unit: 'ms', beside: `${at(0.5, livez).toFixed(1)} ms for /livez` },
    { what: 'JWKS, slowest', value: at(1, jwks), unit: 'ms', beside: `${at(1, livez).toFixed(1)} ms for /livez` },
    { what: 'JWKS, failed', value: jwks.failed, unit: '', goal: '<= 0', beside: `of ${jwks.latencies.length}` },
  ];
  report({ name: 'issuer', rig, figures, details: { tokens, bare } });
} finally {
  await installation.stop();
}
