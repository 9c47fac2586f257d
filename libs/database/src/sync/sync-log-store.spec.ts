import { noCounts } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { SyncEventStore } from './sync-event-store.js';
import { LAST_LINE, MAX_LOG_LINES, type NewLogLine } from './sync-log-rows.js';
import { SyncLogStore, type LogFilter } from './sync-log-store.js';

describe('the log of a sync', () => {
  let fixture: LedgerFixture;
  let held: HeldAccountSync;
  let log: SyncLogStore;
  let events: SyncEventStore;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    log = new SyncLogStore(fixture.database);
    events = new SyncEventStore(fixture.database);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
  });

  const append = (...lines: NewLogLine[]) => events.append(held.tenantId, held.sync.id, [], lines);
  const since = (filter: LogFilter & { after?: number; limit?: number } = {}) =>
    log.since(held.tenantId, held.sync.id, { after: 0, ...filter });
  const messages = async (filter: LogFilter = {}) => (await since(filter)).map(({ message }) => message);

  it('numbers its lines without gaps, and tells them from any one on', async () => {
    await append({ level: 'info', message: 'one', kind: 'AWS::SQS::Queue', account: '1', region: 'r', data: { a: 1 } });
    await append({ level: 'debug', message: 'two' }, { level: 'error', message: 'three' });

    const [first, ...others] = await since();
    expect(first).toEqual({
      no: 1,
      at: expect.any(Date),
      level: 'info',
      message: 'one',
      kind: 'AWS::SQS::Queue',
      account: '1',
      region: 'r',
      data: { a: 1 },
    });
    expect(others.map(({ no, message, kind }) => ({ no, message, kind }))).toEqual([
      { no: 2, message: 'two', kind: null },
      { no: 3, message: 'three', kind: null },
    ]);
    expect((await since({ after: 1, limit: 1 })).map(({ no }) => no)).toEqual([2]);
  });

  it('tells what passes a filter, and its last line in any case', async () => {
    await append(
      { level: 'debug', message: 'quiet', kind: 'A', account: '1', region: 'r' },
      { level: 'warning', message: 'loud', kind: 'A', account: '2', region: 'r' },
      { level: 'error', message: 'bad', kind: 'B', account: '1', region: 's' },
    );
    await fixture.finish(held);

    expect(await messages({ level: 'warning' })).toEqual(['loud', 'bad', LAST_LINE]);
    expect(await messages({ kind: 'A' })).toEqual(['quiet', 'loud', LAST_LINE]);
    expect(await messages({ account: '1', region: 's' })).toEqual(['bad', LAST_LINE]);
    expect(await messages({ kind: 'C', level: 'error' })).toEqual([LAST_LINE]);
  });

  it('says once that it takes no more, and ends with its last line all the same', async () => {
    const line: NewLogLine = { level: 'info', message: 'again' };
    await append(...Array.from({ length: MAX_LOG_LINES - 1 }, () => line));
    await append(line, line);
    await append(line);
    await fixture.finish(held);

    const end = await since({ after: MAX_LOG_LINES - 1 });
    expect(end.map(({ no, level, message }) => ({ no, level, message }))).toEqual([
      { no: MAX_LOG_LINES, level: 'info', message: 'again' },
      { no: MAX_LOG_LINES + 1, level: 'warning', message: expect.stringContaining('takes no more') },
      { no: MAX_LOG_LINES + 2, level: 'info', message: LAST_LINE },
    ]);
    expect(end.at(-1)?.data).toEqual({ status: 'completed', detail: null, counts: noCounts() });
  });

  it("is nobody else's", async () => {
    await append({ level: 'info', message: 'mine' });

    const stranger = await fixture.stores.tenant();
    expect(await log.since(stranger, held.sync.id, { after: 0 })).toEqual([]);
  });
});
