export interface ConfirmedPages {
  /** Number of the last of them. */
  page: number;
  nextToken: string;
  keys: Buffer[];
}

/** How far the pages of a walk are confirmed: written when it is due, and when the work is given back. */
export class WalkCheckpoints {
  private keys: Buffer[] = [];
  private last: { page: number; nextToken: string } | undefined;

  constructor(
    private readonly write: (pages: ConfirmedPages) => Promise<void>,
    private readonly isDue: () => boolean,
  ) {}

  /** Keys of the pages since the last checkpoint. */
  get pending(): Buffer[] {
    return this.keys;
  }

  /** To be called page by page, in their order, once every entity of the page is confirmed. The last page has no next token. */
  async confirmed(page: number, nextToken: string | null, keys: Buffer[]): Promise<void> {
    this.keys.push(...keys);
    this.last = nextToken === null ? undefined : { page, nextToken };
    if (this.last && this.isDue()) await this.flush();
  }

  async flush(): Promise<void> {
    if (!this.last) return;
    await this.write({ ...this.last, keys: this.keys });
    this.keys = [];
    this.last = undefined;
  }
}
