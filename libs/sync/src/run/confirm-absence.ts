import { Injectable } from '@nestjs/common';
import { AwsCallFailed, ResourceSource } from '@longshore/domain';
import { findKind } from '@longshore/kinds';
import type { AbsentResource, UnsettledScope } from '@longshore/database';
import type { AccountSyncContext } from './account-sync-context.js';
import { entriesIn, listingOf } from './plan-of.js';
import { Semaphore } from './semaphore.js';

const READS_AT_ONCE = 4;

/** Which absent resources are gone for certain: missed by two complete walks, or missed by one and not found when read directly (R6). */
@Injectable()
export class ConfirmAbsence {
  constructor(private readonly source: ResourceSource) {}

  async run(context: AccountSyncContext, scope: UnsettledScope, absent: AbsentResource[]): Promise<AbsentResource[]> {
    const reads = new Semaphore(READS_AT_ONCE);
    // A listing by resource models of the mapping's choice proves nothing of what other models would list.
    const isNarrowed = listingOf(scope, entriesIn(context.entries, scope.kind, scope.region)).models !== undefined;
    const verdicts = await Promise.all(
      absent.map((resource) =>
        reads.run(
          async () => (resource.isSecondStrike && !isNarrowed) || (await this.isNotFound(context, scope, resource)),
        ),
      ),
    );
    return absent.filter((_, index) => verdicts[index]);
  }

  /** A read that fails in any other way proves nothing: the second walk decides. */
  private async isNotFound(
    context: AccountSyncContext,
    { kind, region }: UnsettledScope,
    { awsId }: AbsentResource,
  ): Promise<boolean> {
    if (!findKind(kind)?.canRead) return false;
    const listing = listingOf({ kind, region }, entriesIn(context.entries, kind, region));
    try {
      return (await this.source.read(context.account, listing, awsId, context.lease.signal)) === null;
    } catch (error) {
      if (error instanceof AwsCallFailed && !context.lease.signal.aborted) return false;
      throw error;
    }
  }
}
