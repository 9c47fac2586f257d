/** A number of places at once; who waits is served by lanes in rotation, within a lane in order of arrival. */
export class Turns {
  private readonly lanes = new Map<string, (() => void)[]>();
  private taken = 0;

  constructor(private readonly places: number) {}

  /** Throws only the signal's reason. */
  async take(lane: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.taken < this.places) {
      this.taken += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.leave(lane, grant);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.lanes.set(lane, [...(this.lanes.get(lane) ?? []), grant]);
    });
  }

  /** Gives the place to who is next. */
  pass(): void {
    const [next] = this.lanes;
    if (!next) {
      this.taken -= 1;
      return;
    }
    const [lane, [grant, ...rest]] = next;
    // Map keeps the order of insertion: the lane goes behind the others.
    this.lanes.delete(lane);
    if (rest.length > 0) this.lanes.set(lane, rest);
    grant?.();
  }

  private leave(lane: string, grant: () => void): void {
    const rest = (this.lanes.get(lane) ?? []).filter((each) => each !== grant);
    if (rest.length > 0) this.lanes.set(lane, rest);
    else this.lanes.delete(lane);
  }
}
