import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { LOG_LEVELS } from '@longshore/database';
import { AwsAccountId, AwsRegion, KindName, type SyncId, type TenantId } from '@longshore/domain';
import { ReadSyncs } from '@longshore/sync';
import { z } from 'zod';
import { StreamForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { PathId } from '../http/path-id.pipe.js';
import { FollowLog } from './follow-log.js';

const syncInPath = new PathId<SyncId>('Sync');

const logQuery = z.strictObject({
  kind: KindName.exactOptional(),
  accountId: AwsAccountId.exactOptional(),
  region: AwsRegion.exactOptional(),
  level: z.enum(LOG_LEVELS).exactOptional().meta({ description: 'This level and those above' }),
  follow: z.enum(['true', 'false']).default('false'),
});

@StreamForTenants('syncs')
@Controller('v1/syncs/:id/log')
export class SyncLogController {
  constructor(
    private readonly readSyncs: ReadSyncs,
    private readonly followLog: FollowLog,
  ) {}

  /**
   * What happened in a sync, a JSON object a line, for 30 days: time, level, message, kind, accountId, region, scope, data. The last line
   * of an ended sync is "sync finished" with its counts; follow=true waits for it.
   */
  @Get()
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ description: 'NDJSON' })
  async log(
    @CurrentTenant() tenant: TenantId,
    @Param('id', syncInPath) id: SyncId,
    @Query({ schema: logQuery }) { follow, accountId, ...filter }: z.output<typeof logQuery>,
  ): Promise<StreamableFile> {
    await this.readSyncs.get(tenant, id);
    const gone = new AbortController();
    const from = { ...filter, account: accountId, follow: follow === 'true', signal: gone.signal };
    const lines = Readable.from(this.followLog.run(tenant, id, from));
    // A reader that hangs up destroys the stream.
    lines.once('close', () => gone.abort());
    return new StreamableFile(lines, { type: 'application/x-ndjson' });
  }
}
