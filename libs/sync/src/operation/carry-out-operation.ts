import { Injectable } from '@nestjs/common';
import { DomainError, PortConnections, type OperationId, type TenantId } from '@longshore/domain';
import {
  IntegrationStore,
  LeaseLost,
  OperationStore,
  SettingStore,
  TenantStore,
  type HeldOperation,
  type OperationCounts,
} from '@longshore/database';
import { DeleteReleased } from './delete-released.js';
import type { OperationContext } from './operation-context.js';
import { RestoreEntities } from './restore-entities.js';

/** What Port refused for its relations is tried again while that helps, this often. */
const MAX_PASSES = 3;
const RETRY_SECONDS = 60;
/** So often in a row it may end without getting on: by a crash, or an error that nobody expected. */
const MAX_ATTEMPTS = 5;
/** Shorter than the lease. */
const BATCH_MS = 120_000;

@Injectable()
export class OperationStores {
  constructor(
    readonly operations: OperationStore,
    readonly integrations: IntegrationStore,
    readonly tenants: TenantStore,
    readonly settings: SettingStore,
  ) {}
}

/** Carries an operation on, batch by batch, for a slice of time; then others have their turn. */
@Injectable()
export class CarryOutOperation {
  constructor(
    private readonly stores: OperationStores,
    private readonly connections: PortConnections,
    private readonly restore: RestoreEntities,
    private readonly remove: DeleteReleased,
  ) {}

  async run(tenantId: TenantId, operationId: OperationId, sliceMs: number): Promise<void> {
    const operation = await this.stores.operations.claim(tenantId, operationId);
    if (!operation) return;
    const fence = { operationId, fence: operation.fence };
    if (operation.attempts > MAX_ATTEMPTS) {
      const detail = `It did not get on in ${MAX_ATTEMPTS} tries, for an error of Longshore. What it had done stands in the journal.`;
      return this.stores.operations.finish(tenantId, fence, { state: 'failed', detail });
    }
    try {
      const isDone = await this.slice(tenantId, operation, performance.now() + sliceMs);
      if (!isDone) await this.stores.operations.release(tenantId, fence, { detail: null, seconds: 0 });
    } catch (error) {
      // Whoever holds the lease now carries it on.
      if (error instanceof LeaseLost) return;
      if (!(error instanceof DomainError)) throw error;
      const detail = error.message;
      if (error.retryable) await this.stores.operations.release(tenantId, fence, { detail, seconds: RETRY_SECONDS });
      else await this.stores.operations.finish(tenantId, fence, { state: 'failed', detail });
    }
  }

  private async slice(tenantId: TenantId, operation: HeldOperation, until: number): Promise<boolean> {
    const { operations } = this.stores;
    const fence = { operationId: operation.id, fence: operation.fence };
    const access = await this.connections.open(tenantId, operation.integrationId);
    const counts = { restored: 0, present: 0, deleted: 0, kept: 0, failed: 0, ...operation.counts };
    for (let place = placeIn(operation.place); performance.now() < until; ) {
      if (await this.isSwitchedOff(tenantId, operation)) return this.wait(tenantId, operation);
      const signal = AbortSignal.timeout(BATCH_MS);
      const context: OperationContext = { tenantId, operation, fence, access, counts, signal };
      const step = operation.type === 'restoration' ? this.restore : this.remove;
      const after = await step.batch(context, place.after);
      if (
        after === null &&
        (place.pass === MAX_PASSES || unsettled(counts) === 0 || settled(counts) === place.before)
      ) {
        await operations.advance(tenantId, fence, { place: '', counts });
        await this.finish(tenantId, operation, counts);
        return true;
      }
      if (after === null) {
        place = { pass: place.pass + 1, before: settled(counts), after: null };
        counts.kept = 0;
        counts.failed = 0;
      } else place = { ...place, after };
      await operations.advance(tenantId, fence, {
        place: [place.pass, place.before, place.after ?? ''].join(' '),
        counts,
      });
    }
    return false;
  }

  private async finish(tenantId: TenantId, operation: HeldOperation, counts: OperationCounts): Promise<void> {
    const fence = { operationId: operation.id, fence: operation.fence };
    const isWhole = unsettled(counts) === 0;
    if (operation.type === 'removal' && isWhole)
      await this.stores.integrations.setState(tenantId, operation.integrationId, 'deleted');
    const detail = isWhole ? null : 'The journal of deletions says of each entity why.';
    await this.stores.operations.finish(tenantId, fence, { state: isWhole ? 'completed' : 'partial', detail });
  }

  /** A tenant that is being deleted still has its switches. */
  private async isSwitchedOff(tenantId: TenantId, { type }: HeldOperation): Promise<boolean> {
    const [all, tenant] = await Promise.all([this.stores.settings.killSwitches(), this.stores.tenants.get(tenantId)]);
    const both = [all, ...(tenant ? [tenant.switches] : [])];
    return both.some(({ pushes, deletions }) => pushes === 'off' || (type !== 'restoration' && deletions !== 'on'));
  }

  private async wait(tenantId: TenantId, operation: HeldOperation): Promise<true> {
    const detail = 'It waits: pushes or deletions are switched off.';
    const fence = { operationId: operation.id, fence: operation.fence };
    await this.stores.operations.release(tenantId, fence, { detail, seconds: RETRY_SECONDS });
    return true;
  }
}

const settled = ({ restored, present, deleted }: OperationCounts): number => restored + present + deleted;
const unsettled = ({ kept, failed }: OperationCounts): number => kept + failed;

/** Where a pass stands, and what was settled when it began. */
function placeIn(place: string): { pass: number; before: number; after: string | null } {
  const [pass = '1', before = '-1', after = ''] = place === '' ? [] : place.split(' ');
  return { pass: Number(pass), before: Number(before), after: after === '' ? null : after };
}
