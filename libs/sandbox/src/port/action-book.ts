import { randomBytes } from 'node:crypto';
import { PortFault } from './port-fault.js';
import type { Action } from './schemas/action.js';
import type { Run, RunLog } from './schemas/run.js';

const ENDED = new Set<Run['status']>(['SUCCESS', 'FAILURE', 'DECLINED']);

/** The actions of an organization and their runs. They are not journaled: a restart forgets them. */
export class ActionBook {
  readonly actions = new Map<string, Action>();
  readonly #runs = new Map<string, Run>();
  readonly #logs = new Map<string, RunLog[]>();

  action(identifier: string): Action {
    const action = this.actions.get(identifier);
    if (!action) throw new PortFault(404, 'not_found', `Action with identifier "${identifier}" was not found`);
    return action;
  }

  start(action: Action, asked: Pick<Run, 'entity' | 'properties' | 'createdBy'>): Run {
    const now = new Date().toISOString();
    const waits = action.requiredApproval !== undefined && action.requiredApproval !== false;
    const run: Run = {
      ...asked,
      id: `r_${randomBytes(8).toString('hex')}`,
      status: waits ? 'WAITING_FOR_APPROVAL' : 'IN_PROGRESS',
      statusLabel: null,
      summary: null,
      link: [],
      externalRunId: null,
      action: { identifier: action.identifier },
      createdAt: now,
      updatedAt: now,
      endedAt: null,
    };
    this.#runs.set(run.id, run);
    return run;
  }

  run(id: string): Run {
    const run = this.#runs.get(id);
    if (!run) throw new PortFault(404, 'not_found', `Action run with id "${id}" was not found`);
    return run;
  }

  /** Newest first. */
  runs(): Run[] {
    return [...this.#runs.values()].reverse();
  }

  /** A run that has ended stays as it is. */
  change(id: string, members: Partial<Run>): Run {
    const before = this.run(id);
    if (ENDED.has(before.status)) throw new PortFault(422, 'invalid_request', `Action run "${id}" has ended`);
    const now = new Date().toISOString();
    const run = { ...before, ...members, updatedAt: now };
    this.#runs.set(id, ENDED.has(run.status) ? { ...run, endedAt: now } : run);
    return this.run(id);
  }

  log(id: string, message: string, createdBy: string): RunLog {
    const { id: runId } = this.run(id);
    const createdAt = new Date().toISOString();
    const log = { id: `l_${randomBytes(8).toString('hex')}`, runId, message, createdBy, createdAt };
    this.#logs.set(id, [...(this.#logs.get(id) ?? []), log]);
    return log;
  }

  logs(id: string): RunLog[] {
    return this.#logs.get(this.run(id).id) ?? [];
  }

  static isActive({ status }: Run): boolean {
    return !ENDED.has(status);
  }
}
