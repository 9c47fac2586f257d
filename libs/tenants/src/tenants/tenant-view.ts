import type {
  ApiKeyRow,
  KillSwitches,
  OperationRow,
  OperationState,
  TenantRow,
  TenantState,
} from '@longshore/database';
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
  /** What became of the entities of each integration that was deleted along with them, or is being. */
  removals: RemovalView[];
}

export interface RemovalView {
  /** Its identifier. */
  integration: string;
  status: OperationState;
  deleted: number;
  /** Port kept them, since others relate to them. */
  kept: number;
  detail: string | null;
}

export function removalView({ integration, state, counts, detail }: OperationRow): RemovalView {
  return { integration, status: state, deleted: counts.deleted ?? 0, kept: counts.kept ?? 0, detail };
}

export function tenantView(row: TenantRow): TenantView {
  const { id, name, state, issuerUrl, portRegion, portOrgId, switches, version, createdAt, deletedAt } = row;
  const port = { region: portRegion, organizationId: portOrgId };
  return { id, name, state, issuer: issuerUrl, port, switches, version, createdAt, deletedAt };
}
