/** What a resource goes through, in this order. */
export const STAGES = ['list', 'enrich', 'map', 'push'] as const;
export type Stage = (typeof STAGES)[number];

/** What a stage took. */
export interface StageEffort {
  /** Milliseconds of waiting for it. Work that ran side by side counts each time, so the sum may be more than has passed. */
  ms: number;
  /** Calls that were made again; of the push, entities that were sent again. */
  retries: number;
  /** Answers that asked to slow down. */
  throttles: number;
  /** Calls that failed for good; of the map, resources; of the push, entities that Port refused. */
  failures: number;
}

/** Stages and numbers that are zero are absent: most are, and there are many cells. */
export type Effort = { [stage in Stage]?: Partial<StageEffort> };

const NUMBERS = ['ms', 'retries', 'throttles', 'failures'] as const;

/** Adds to `effort`. */
export function spend(effort: Effort, stage: Stage, spent: Partial<StageEffort>): void {
  for (const name of NUMBERS) {
    const more = Math.round(spent[name] ?? 0);
    if (more === 0) continue;
    const total = (effort[stage] ??= {});
    total[name] = (total[name] ?? 0) + more;
  }
}

export function addEffort(effort: Effort, more: Effort): void {
  for (const stage of STAGES) if (more[stage]) spend(effort, stage, more[stage]);
}

/** With its zeros. */
export function wholeEffort(effort: Effort): Record<Stage, StageEffort> {
  const whole = (stage: Stage): StageEffort => ({ ms: 0, retries: 0, throttles: 0, failures: 0, ...effort[stage] });
  return { list: whole('list'), enrich: whole('enrich'), map: whole('map'), push: whole('push') };
}
