import type { FaultRequest } from './schemas/admin.js';

/** The faults that are still to happen, first come first served. */
export class FaultPlan {
  #faults: FaultRequest[] = [];

  add(fault: FaultRequest): void {
    this.#faults.push({ ...fault });
  }

  /** Forgets those of one organization, or all. */
  clear(organization?: string): void {
    this.#faults = this.#faults.filter(
      (planned) => organization !== undefined && planned.organization !== organization,
    );
  }

  list(): FaultRequest[] {
    return this.#faults;
  }

  /** The fault that befalls the next request of that route and organization, used up by asking. */
  take(route: string, organization: string | undefined): FaultRequest | undefined {
    const fault = this.#faults.find(
      (planned) =>
        (planned.route === undefined || planned.route === route) &&
        (planned.organization === undefined || planned.organization === organization),
    );
    if (!fault) return undefined;
    fault.times -= 1;
    this.#faults = this.#faults.filter((planned) => planned.times > 0);
    return fault;
  }
}
