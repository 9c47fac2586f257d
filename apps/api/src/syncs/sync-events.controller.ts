import { Controller, Headers, type MessageEvent, Param, Sse, SseSignal } from '@nestjs/common';
import { ApiHeader, ApiProduces } from '@nestjs/swagger';
import { InvalidInput, type SyncId, type TenantId } from '@longshore/domain';
import { from, type Observable } from 'rxjs';
import { StreamForTenants } from '../http/caller.decorator.js';
import { CurrentTenant } from '../http/current-tenant.decorator.js';
import { PathId } from '../http/path-id.pipe.js';
import { FollowSync } from './follow-sync.js';

const syncInPath = new PathId<SyncId>('Sync');

@StreamForTenants('syncs')
@Controller('v1/syncs/:id/events')
export class SyncEventsController {
  constructor(private readonly followSync: FollowSync) {}

  /** What happens in a sync, as server-sent events; Last-Event-ID replays what came after it. Ends with the sync. */
  @Sse()
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  async events(
    @CurrentTenant() tenant: TenantId,
    @Param('id', syncInPath) id: SyncId,
    @Headers('last-event-id') lastEventId: string | undefined,
    @SseSignal() signal: AbortSignal,
  ): Promise<Observable<MessageEvent>> {
    return from(await this.followSync.run(tenant, id, { after: sequence(lastEventId), signal }));
  }
}

function sequence(lastEventId = '0'): number {
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  throw new InvalidInput([{ pointer: '', detail: 'Last-Event-ID must be the id of an event of this sync' }]);
}
