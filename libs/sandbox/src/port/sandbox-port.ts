import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { createApp, createWorld } from './app.js';
import type { PortOrganization } from './organization.js';
import { Organizations } from './organizations.js';
import { type RateHeaderForm, type RateLimit, RateLimits } from './rate-limits.js';

export interface SandboxPortOptions {
  /** Default: a free one. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
  /** Where the journal lies; without it everything is forgotten at the end. */
  dataDir?: string;
  /** Created at the start unless the journal knows them. */
  organizations?: PortOrganization[];
  /** Lifetime of access tokens; default three hours, as Port's. */
  tokenSeconds?: number;
  /** Of all requests but single upserts; default: 35,000 per 5 minutes and organization, 3,500 at once. */
  rateLimit?: RateLimit;
  /** Of POST of one entity; default: 10,000 per 5 minutes and organization, 200 at once. */
  singleUpsertLimit?: RateLimit;
  /** Default: epoch. */
  rateHeaders?: RateHeaderForm;
}

export interface SandboxPort {
  /** `http://127.0.0.1:4321`: what a client takes for Port's base URL. */
  url: string;
  close(): Promise<void>;
}

/** Starts a stand-in Port that speaks Port's API over HTTP, and rejects what Port rejects. */
export async function startSandboxPort(options: SandboxPortOptions = {}): Promise<SandboxPort> {
  const organizations = new Organizations(options.dataDir ? join(options.dataDir, 'port-journal.ndjson') : null);
  for (const organization of options.organizations ?? [])
    if (!organizations.has(organization.id)) organizations.create(organization);
  organizations.journal.flush();
  const app = createApp(createWorld(organizations, rateLimits(options), options.tokenSeconds ?? 3 * 60 * 60));
  app.addHook('onClose', async () => organizations.journal.close());
  await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const { address, port } = app.server.address() as AddressInfo;
  return { url: `http://${address}:${port}`, close: () => app.close() };
}

/** Port's last published figure for entity calls; the bursts are the stand-in's own, a tenth and less. */
function rateLimits(options: SandboxPortOptions): RateLimits {
  const all = options.rateLimit ?? { limit: 35_000, periodSeconds: 300, burst: 3500 };
  const singleUpsert = options.singleUpsertLimit ?? { limit: 10_000, periodSeconds: 300, burst: 200 };
  return new RateLimits({ all, singleUpsert }, options.rateHeaders ?? 'epoch');
}
