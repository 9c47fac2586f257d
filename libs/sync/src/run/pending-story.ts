import type { JsonObject } from '@longshore/domain';
import type { NewLogLine, NewSyncEvent } from '@longshore/database';
import { lineOf } from './event-lines.js';

/** Events, and lines, kept between two flushes; of more, only the number is told. */
const MAX_PENDING = 500;

/** What is to be told of an account sync with the next flush: as events to those who watch, as lines to those who read the log. */
export class PendingStory {
  private events: NewSyncEvent[] = [];
  private lines: NewLogLine[] = [];
  private omitted = { events: 0, lines: 0 };

  constructor(private readonly account: string) {}

  tell(type: string, data: JsonObject): void {
    const event = { type, data };
    const line = lineOf(this.account, event);
    if (line) this.log(line);
    if (this.events.length < MAX_PENDING) this.events.push(event);
    else this.omitted.events += 1;
  }

  log(line: NewLogLine): void {
    if (this.lines.length < MAX_PENDING) this.lines.push({ account: this.account, ...line });
    else this.omitted.lines += 1;
  }

  /** Everything that was told since it was taken last. */
  take(): { events: NewSyncEvent[]; lines: NewLogLine[] } {
    const { events, lines, omitted, account } = this;
    if (omitted.events > 0) events.push({ type: 'events.omitted', data: { count: omitted.events } });
    if (omitted.lines > 0)
      lines.push({ level: 'warning', message: `${omitted.lines} more lines came at once and are left out`, account });
    this.events = [];
    this.lines = [];
    this.omitted = { events: 0, lines: 0 };
    return { events, lines };
  }
}
