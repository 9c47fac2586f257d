import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/Reader';

describe('the events of a sync', () => {
  apiTest('are told as they come, until the sync has ended', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller, { accounts: { mode: 'single', roleArn: ROLE_ARN } });
    const { body: sync } = await caller.post(`${path}/syncs`).expect(202);

    const watched = caller.get(`/v1/syncs/${sync.id}/events`).expect(200);
    await caller.post(`/v1/syncs/${sync.id}/cancellation`).expect(202);
    const { text, headers } = await watched;

    expect(headers['content-type']).toMatch(/^text\/event-stream/);
    expect(typesIn(text)).toEqual(['sync.opened', 'sync.finished']);
  });

  apiTest('are replayed after the last one that the reader saw', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller, { accounts: { mode: 'single', roleArn: ROLE_ARN } });
    const { body: sync } = await caller.post(`${path}/syncs`).expect(202);
    await caller.post(`/v1/syncs/${sync.id}/cancellation`).expect(202);
    const events = `/v1/syncs/${sync.id}/events`;
    const { text } = await caller.get(events).expect(200);
    const [first = ''] = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id);

    const replayed = await caller.get(events).set('last-event-id', first).expect(200);

    expect(typesIn(replayed.text)).toEqual(['sync.finished']);
    await caller.get(events).set('last-event-id', 'yesterday').expect(400);
  });
});

function typesIn(stream: string): (string | undefined)[] {
  return [...stream.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
}
