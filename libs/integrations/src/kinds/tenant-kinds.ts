import { OwnKindStore } from '@longshore/database';
import type { IntegrationId, TenantId } from '@longshore/domain';
import { Kinds, kindsOf } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import { SeekKinds } from './seek-kinds.js';

export interface KnownKinds {
  kinds: Kinds;
  /** Why AWS could not be asked about a name that nobody knows, in sentences for the tenant. */
  notices: string[];
}

/** The public catalogue with what a tenant's own accounts have beside it. */
@Injectable()
export class TenantKinds {
  constructor(
    private readonly own: OwnKindStore,
    private readonly seekKinds: SeekKinds,
  ) {}

  /** As last read; of one integration, since no other reaches its accounts, or of all. */
  async of(tenantId: TenantId, integrationId?: IntegrationId): Promise<Kinds> {
    const rows = await this.own.all(tenantId, integrationId);
    return kindsOf(rows.map(({ facts }) => facts));
  }

  /** The same, after AWS was asked for those of the names that are not known yet. */
  async knowing(tenantId: TenantId, names: readonly string[], integrationId?: IntegrationId): Promise<KnownKinds> {
    const kinds = await this.of(tenantId, integrationId);
    const unknown = [...new Set(names)].filter((name) => !kinds.find(name));
    if (unknown.length === 0) return { kinds, notices: [] };
    const { found, notices } = await this.seekKinds.run(tenantId, unknown, integrationId);
    return { kinds: found.length === 0 ? kinds : await this.of(tenantId, integrationId), notices };
  }
}
