/** What was started, ended in reverse order, once. */
export class Shutdown {
  private readonly endings: { name: string; end: () => Promise<unknown> }[] = [];
  private ended: Promise<void> | undefined;
  private readonly requested = new AbortController();

  /** Fires at the first Ctrl-C or SIGTERM. */
  get signal(): AbortSignal {
    return this.requested.signal;
  }

  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.requested.abort());
  }

  /** Ends everything as a Ctrl-C does. */
  request(): void {
    this.requested.abort();
  }

  add(name: string, end: () => Promise<unknown>): void {
    this.endings.push({ name, end });
  }

  run(failed: (name: string, error: unknown) => void): Promise<void> {
    this.ended ??= this.end(failed);
    return this.ended;
  }

  private async end(failed: (name: string, error: unknown) => void): Promise<void> {
    for (const { name, end } of this.endings.reverse()) await end().catch((error: unknown) => failed(name, error));
  }
}
