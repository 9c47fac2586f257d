import { Injectable } from '@nestjs/common';
import {
  AwsAccountId,
  Catalog,
  entryPrograms,
  parseMapping,
  PortConnections,
  RoleArn,
  SecretBox,
  type MappingEntry,
  type TenantId,
} from '@longshore/domain';
import { type AccountSyncRow } from '@longshore/database';
import { findKind, mappingPermissions, sessionReads } from '@longshore/kinds';
import { AccountKinds } from './account-kinds.js';
import { ContextStores } from './context-stores.js';
import { AccountProgress } from './account-progress.js';
import type { AccountSyncContext, WritePolicy } from './account-sync-context.js';
import { EntityIdentifiers } from './entity-identifiers.js';
import { EntityPacker } from './entity-packer.js';
import { entryReads } from './entry-reads.js';
import { JoinedConfirmations } from './joined-confirmations.js';
import { KnownScopes } from './known-scopes.js';
import type { Lease } from './lease.js';
import type { Turn } from './turn.js';
import { settlePush } from './push-settlement.js';

/** Gathers what stays the same during an account sync, once. */
@Injectable()
export class OpenContext {
  constructor(
    private readonly catalog: Catalog,
    private readonly connections: PortConnections,
    private readonly secrets: SecretBox,
    private readonly stores: ContextStores,
  ) {}

  async run(tenantId: TenantId, row: AccountSyncRow, lease: Lease, turn: Turn): Promise<AccountSyncContext> {
    const { stores, secrets, catalog } = this;
    const mapping = await stores.mapping.mappings.get(tenantId, row.integrationId, row.mappingNo);
    const document = parseMapping(mapping?.document ?? {});
    const policy: WritePolicy = {
      merge: document.enableMergeEntity,
      createMissingRelatedEntities: document.createMissingRelatedEntities,
      deleteDependents: document.deleteDependentEntities,
      deletionThreshold: document.entityDeletionThreshold,
    };
    const access = await this.connections.open(tenantId, row.integrationId);
    const { fence } = lease;
    const progress = new AccountProgress(stores, { tenantId, syncId: row.syncId, fence }, row);
    const { pages, failures, findings } = stores.ledgers;
    const confirmations = new JoinedConfirmations((confirmed) => pages.confirm(tenantId, fence, confirmed));
    const sync = { tenantId, fence, syncId: row.syncId, mappingNo: row.mappingNo, progress };
    const entries = entryPrograms(document, row);
    const scopes = await stores.ledgers.walks.scopes(tenantId, row.accountId);
    const own = await this.ownKinds(tenantId, row, entries);
    const { allowed: reads } = sessionReads(mappingPermissions(entries, own.kinds).flatMap(({ actions }) => actions));
    return {
      tenantId,
      row,
      fence,
      lease,
      turn,
      access,
      policy,
      progress,
      account: { ...accountOf(tenantId, row), reads },
      entries,
      reads: await entryReads(entries),
      own,
      digest: await secrets.digester(tenantId),
      knownScopes: new KnownScopes(scopes),
      identifiers: new EntityIdentifiers(),
      packer: new EntityPacker({
        catalog,
        access,
        policy,
        signal: lease.signal,
        assertPushable: () => lease.assertPushable(),
        settle: (pushed) => settlePush({ confirmations, failures, findings, secrets }, sync, pushed),
      }),
    };
  }

  /** Most mappings name nothing but what everybody has. */
  private async ownKinds(
    tenantId: TenantId,
    { integrationId, awsAccountId }: AccountSyncRow,
    entries: MappingEntry[],
  ): Promise<AccountKinds> {
    if (entries.every(({ kind }) => findKind(kind))) return new AccountKinds();
    const { ownKinds, kindReadings } = this.stores.mapping;
    const account = AwsAccountId.parse(awsAccountId);
    const [own, readings] = await Promise.all([
      ownKinds.all(tenantId, integrationId),
      kindReadings.all(tenantId, integrationId, account),
    ]);
    return new AccountKinds(own, readings);
  }
}

export function accountOf(tenantId: TenantId, row: AccountSyncRow): AccountSyncContext['account'] {
  return {
    tenantId,
    integrationId: row.integrationId,
    awsAccountId: AwsAccountId.parse(row.awsAccountId),
    roleArn: RoleArn.parse(row.roleArn),
    sessionName: `longshore-sync-${row.syncId.slice(0, 8)}`,
  };
}
