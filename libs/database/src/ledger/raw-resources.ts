import { promisify } from 'node:util';
import { constants, deflateRawSync, inflateRaw } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { SecretBox, type IntegrationId, type JsonObject, type TenantId } from '@longshore/domain';
import { RawStore, type KeptRaw, type RawPlace, type RawSelection } from './raw-store.js';

/** A resource as AWS had it when it last changed, without what may be secret. */
export interface RawResource {
  raw: JsonObject;
  /** JSON pointers into `raw` to the values that were taken out. */
  redacted: string[];
}

export const RAW_PURPOSE = 'raw';

const inflate = promisify(inflateRaw);

/** Raw resources as they are read and kept: compressed, and sealed with the tenant's data key. */
@Injectable()
export class RawResources {
  constructor(
    private readonly store: RawStore,
    private readonly secrets: SecretBox,
  ) {}

  /** What is to be written with the intent of the page. */
  async seal(tenantId: TenantId, { raw, redacted }: RawResource): Promise<Buffer> {
    const text = JSON.stringify({ raw, redacted });
    return this.secrets.seal(tenantId, RAW_PURPOSE, deflateRawSync(text, { level: constants.Z_BEST_SPEED }));
  }

  /** The resource of a claim; null when none is kept. */
  async read(tenantId: TenantId, scopeId: string, key: Buffer): Promise<(RawResource & { at: Date }) | null> {
    const kept = await this.store.get(tenantId, scopeId, key);
    return kept ? { ...(await this.open(tenantId, kept.body)), at: kept.at } : null;
  }

  async sample(
    tenantId: TenantId,
    integrationId: IntegrationId,
    selection: RawSelection,
  ): Promise<(RawPlace & RawResource & { at: Date })[]> {
    const kept = await this.store.sample(tenantId, integrationId, selection);
    return Promise.all(
      kept.map(async ({ body, ...place }: KeptRaw) => ({ ...place, ...(await this.open(tenantId, body)) })),
    );
  }

  /** The first of a kind, the same ones as long as they are there. */
  async first(tenantId: TenantId, integrationId: IntegrationId, kind: string, limit: number): Promise<RawResource[]> {
    const bodies = await this.store.first(tenantId, integrationId, kind, limit);
    return Promise.all(bodies.map((body) => this.open(tenantId, body)));
  }

  private async open(tenantId: TenantId, body: Buffer): Promise<RawResource> {
    const text = await inflate(await this.secrets.open(tenantId, RAW_PURPOSE, body));
    return JSON.parse(text.toString()) as RawResource;
  }
}
