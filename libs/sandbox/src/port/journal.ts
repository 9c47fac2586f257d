import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export const RESOURCES = ['organization', 'blueprint', 'entity', 'integration'] as const;
export const ACTIONS = ['create', 'update', 'touch', 'delete'] as const;

/** One write. `touch`: it changed nothing but the stamps of the entity. */
export interface Change {
  seq: number;
  time: string;
  requestId: string;
  organization: string;
  userAgent: string;
  resource: (typeof RESOURCES)[number];
  action: (typeof ACTIONS)[number];
  /** Of an entity. */
  blueprint: string | null;
  identifier: string;
  before: object | null;
  after: object | null;
}

/**
 * Every change in order, in memory and, with a file, on disk as one JSON line each.
 * A line holds no `before`: a replay knows it. A last line torn by a crash is cut off; its request was never answered.
 */
export class Journal {
  readonly #changes: Change[] = [];
  readonly #file: number | null;
  #pending: string[] = [];

  private constructor(file: number | null) {
    this.#file = file;
  }

  /** `replay` applies a change and tells what was there before it. */
  static open(path: string | null, replay: (change: Change) => object | null): Journal {
    if (path === null) return new Journal(null);
    mkdirSync(dirname(path), { recursive: true });
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    const file = openSync(path, 'a');
    ftruncateSync(file, whole.length);
    const journal = new Journal(file);
    for (const line of lines(whole)) {
      const change = JSON.parse(line) as Change;
      journal.#changes.push({ ...change, before: replay(change) });
    }
    return journal;
  }

  record(change: Omit<Change, 'seq'>): void {
    const numbered = { seq: this.last + 1, ...change };
    this.#changes.push(numbered);
    if (this.#file === null) return;
    const { before: _known, ...line } = numbered;
    this.#pending.push(`${JSON.stringify(line)}\n`);
  }

  /** Writes what was recorded since; called before a request is answered, so that a killed process keeps all it said. */
  flush(): void {
    if (this.#file === null || this.#pending.length === 0) return;
    writeAll(this.#file, Buffer.from(this.#pending.join('')));
    this.#pending = [];
  }

  get last(): number {
    return this.#changes.at(-1)?.seq ?? 0;
  }

  since(seq: number, limit: number): Change[] {
    return this.#changes.slice(seq, seq + limit);
  }

  /** How many entities of an organization were created, updated, touched and deleted. */
  writes(organization: string): { [action in Change['action']]: number } {
    const writes = { create: 0, update: 0, touch: 0, delete: 0 };
    for (const change of this.#changes)
      if (change.resource === 'entity' && change.organization === organization) writes[change.action] += 1;
    return writes;
  }

  close(): void {
    this.flush();
    if (this.#file !== null) closeSync(this.#file);
  }
}

function* lines(bytes: Buffer): Iterable<string> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    yield bytes.toString('utf8', from, end);
    from = end + 1;
  }
}

/** One write may be short (write(2)). */
function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
