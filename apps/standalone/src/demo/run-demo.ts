import type { SyncCounts } from '@longshore/domain';
import type { SandboxUrls, Services } from '../start-services.js';
import type { Terminal } from '../terminal.js';
import { followSync, type SyncResult } from './follow-sync.js';
import { accountTable } from './account-table.js';
import { onboard, openSync } from './onboard.js';

/** The last line of `npm start -- --once`. */
export interface DemoSync extends Omit<SyncCounts, 'warnings'> {
  id: string;
  status: string;
  seconds: number;
}

/** Connects the demo tenant to the sandbox organization, syncs it, and shows what came of it. */
export async function runDemo(services: Services, terminal: Terminal, signal: AbortSignal): Promise<DemoSync> {
  const sandbox = services.sandbox as SandboxUrls;
  const { api, syncId } = await onboard({ ...services, sandbox }, terminal);
  signal.throwIfAborted();
  const sync = await followSync(api, syncId ?? (await openSync(api)), terminal, signal);
  const result = demoSync(sync);
  show(result, sync, terminal);
  terminal.table(await accountTable(api, sync.id));
  terminal.line();
  showAddresses(services, sandbox, terminal);
  return result;
}

function demoSync({ id, status, counts, openedAt, closedAt }: SyncResult): DemoSync {
  const { accounts, scopes, complete, incomplete, skipped, resources, entities } = counts;
  const seconds = (Date.parse(closedAt ?? openedAt) - Date.parse(openedAt)) / 1000;
  return { id, status, accounts, scopes, complete, incomplete, skipped, resources, entities, seconds };
}

function show(result: DemoSync, { detail }: SyncResult, terminal: Terminal): void {
  const { entities } = result;
  terminal.step(`Sync ${result.status} in ${result.seconds.toFixed(1)} s${detail ? `: ${detail}` : ''}`);
  terminal.line();
  terminal.table([
    ['accounts', result.accounts, 'created', entities.created],
    ['listings', result.scopes, 'updated', entities.updated],
    ['  complete', result.complete, 'unchanged', entities.unchanged],
    ['  incomplete', result.incomplete, 'deleted', entities.deleted],
    ['  skipped', result.skipped, 'held', entities.held],
    ['resources', result.resources, 'failed', entities.failed],
  ]);
  terminal.line();
}

function showAddresses(services: Services, sandbox: SandboxUrls, terminal: Terminal): void {
  terminal.table([
    ['API', `${services.url}/v1`],
    ['API reference', `${services.url}/docs`],
    ['Metrics', `${services.url}/metrics`],
    ['Sandbox AWS console', `${sandbox.aws}/console/cloudformation/home`],
    ['Sandbox AWS organization', `${sandbox.aws}/_sandbox/organization`],
    ['Sandbox Port journal', `${sandbox.port}/_sandbox/journal`],
  ]);
}
