import { Injectable } from '@nestjs/common';
import { AwsCallFailed, ResourceSource } from '@longshore/domain';
import type { AbsentResource, UnsettledScope } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { modelsOf } from './models-of.js';
import { entriesIn, listingOf } from './plan-of.js';
import { Semaphore } from './semaphore.js';

const READS_AT_ONCE = 4;

type Place = Pick<UnsettledScope, 'kind' | 'region' | 'hasModel'>;

/**
 * Which absent resources are gone for certain: missed by one complete walk and not found when read directly, or missed by two where a
 * read does not tell (R6). A read that finds the resource outweighs any number of walks: lists are cut short without a word. What is no part of its history any more is gone even
 * where it could be read (R11).
 */
@Injectable()
export class ConfirmAbsence {
  constructor(private readonly source: ResourceSource) {}

  async run(context: AccountSyncContext, scope: Place, absent: AbsentResource[]): Promise<AbsentResource[]> {
    const reads = new Semaphore(READS_AT_ONCE);
    // What was listed without a model while a mapping names some: those prove nothing of what others would list.
    const models = modelsOf(scope, entriesIn(context.entries, scope.kind, scope.region), context);
    const isNarrowed = !scope.hasModel && models !== undefined && models !== 'parents';
    const isThere = await Promise.all(
      absent.map((resource) =>
        reads.run(
          async () =>
            !resource.hasAged &&
            ((await this.isFound(context, scope, resource)) ?? (isNarrowed || !resource.isSecondStrike)),
        ),
      ),
    );
    return absent.filter((_, index) => !isThere[index]);
  }

  /** Undefined where a read proves nothing. */
  private async isFound(
    context: AccountSyncContext,
    { kind, region }: Omit<Place, 'hasModel'>,
    { awsId }: AbsentResource,
  ): Promise<boolean | undefined> {
    if (!context.own.kinds.find(kind)?.canRead) return undefined;
    const listing = listingOf({ kind, region }, entriesIn(context.entries, kind, region), context.reads);
    try {
      return (await this.source.read(context.account, listing, awsId, context.lease.signal)) !== null;
    } catch (error) {
      if (error instanceof AwsCallFailed && !context.lease.signal.aborted) return undefined;
      throw error;
    }
  }
}
