import type { ApiKeyRow, KillSwitches, TenantRow, TenantState } from '@longshore/database';
import type { TenantId } from '@longshore/domain';

/** A tenant as its administrator sees it: without any secret. */
export interface TenantView {
  id: TenantId;
  name: string;
  state: TenantState;
  issuer: string;
  port: { region: string; organizationId: string };
  switches: KillSwitches;
  version: number;
  createdAt: Date;
  deletedAt: Date | null;
}

export interface TenantDetails extends TenantView {
  /** Newest first, revoked ones included. */
  apiKeys: ApiKeyRow[];
}

export function tenantView(row: TenantRow): TenantView {
  const { id, name, state, issuerUrl, portRegion, portOrgId, switches, version, createdAt, deletedAt } = row;
  const port = { region: portRegion, organizationId: portOrgId };
  return { id, name, state, issuer: issuerUrl, port, switches, version, createdAt, deletedAt };
}
