/** How often each route was asked, whatever came of it. */
export class RequestCounts {
  readonly #counts = new Map<string, number>();

  add(route: string): void {
    this.#counts.set(route, (this.#counts.get(route) ?? 0) + 1);
  }

  all(): { [route: string]: number } {
    return Object.fromEntries(this.#counts);
  }
}
