import type { FaultRequest } from './schemas/admin.js';

/** The faults that are still to happen, first come first served. */
export class FaultPlan {
  #faults: FaultRequest[] = [];

  add(fault: FaultRequest): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  list(): FaultRequest[] {
    return this.#faults;
  }

  /** The fault that befalls the next request of that route, used up by asking. */
  take(route: string): FaultRequest | undefined {
    const fault = this.#faults.find((planned) => planned.route === undefined || planned.route === route);
    if (!fault) return undefined;
    fault.times -= 1;
    this.#faults = this.#faults.filter((planned) => planned.times > 0);
    return fault;
  }
}
