/** Something that is done again and again on its own beat. */
export interface Round {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}
