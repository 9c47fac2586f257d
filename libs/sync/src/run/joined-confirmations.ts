import type { Confirmation } from '@longshore/database';

/** Writes down what Port confirmed, one transaction at a time: what comes meanwhile waits and goes into the next one together. */
export class JoinedConfirmations {
  private waiting: Confirmation[] = [];
  private next: Promise<void> | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly write: (confirmations: Confirmation[]) => Promise<void>) {}

  /** Resolves when they are written; those that were written together fail together. */
  async add(confirmations: Confirmation[]): Promise<void> {
    if (confirmations.length === 0) return;
    this.waiting.push(...confirmations);
    this.next ??= this.afterCurrent();
    await this.next;
  }

  private afterCurrent(): Promise<void> {
    const written = this.current.then(() => {
      const confirmations = this.waiting;
      this.waiting = [];
      this.next = undefined;
      return this.write(confirmations);
    });
    // Whoever added to it sees its failure; it keeps nobody else from being written.
    this.current = written.catch(() => undefined);
    return written;
  }
}
