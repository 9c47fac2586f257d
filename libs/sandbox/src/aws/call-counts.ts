export interface CountedCall {
  service: string;
  operation: string;
  accountId: string;
  region: string;
  /** The resource type of a Cloud Control call. */
  kind?: string | undefined;
}

export interface CallCount extends CountedCall {
  count: number;
}

/** How often each operation was asked for, throttled and failing calls included. */
export class CallCounts {
  private readonly counts = new Map<string, CallCount>();

  record({ service, operation, accountId, region, kind }: CountedCall): void {
    const key = [service, operation, accountId, region, kind].join('/');
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { service, operation, accountId, region, kind, count: 1 });
    else known.count += 1;
  }

  list(): CallCount[] {
    return [...this.counts.values()];
  }

  /** Calls that meet all conditions given. */
  total(conditions: Partial<CountedCall> = {}): number {
    const wanted = Object.entries(conditions);
    return this.list()
      .filter((call) => wanted.every(([name, value]) => call[name as keyof CountedCall] === value))
      .reduce((sum, { count }) => sum + count, 0);
  }

  clear(): void {
    this.counts.clear();
  }
}
