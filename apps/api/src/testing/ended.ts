import { setTimeout as pause } from 'node:timers/promises';
import type { ApiCaller } from './api-caller.js';

/** The sync as it ended; bounded by the time limit of the test that waits. */
export async function ended(caller: ApiCaller, syncId: string) {
  for (;;) {
    const { body } = await caller.get(`/v1/syncs/${syncId}`).expect(200);
    if (body.closedAt !== null) return body;
    await pause(100);
  }
}

/** Starts a sync and waits for its end. */
export async function sync(caller: ApiCaller, integration: string, body: object = {}) {
  const opened = await caller.post(`${integration}/syncs`, body).expect(202);
  return ended(caller, opened.body.id);
}
