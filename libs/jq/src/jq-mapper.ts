import { createHash } from 'node:crypto';
import {
  type EntryProgram,
  expressionsOf,
  type ExpressionVerdict,
  type JsonObject,
  type MappedItem,
  Mapper,
  resourceView,
  type TenantId,
} from '@longshore/domain';
import { checkExpression } from './check-expression.js';
import { BUILDER_VERSION, combine, type CombinedProgram } from './entry-program.js';
import { batchesOf, MAX_ITEM_CHARACTERS } from './jq-input.js';
import { JqThreads } from './jq-threads.js';
import { PRELUDE } from './prelude.js';
import { linesOf } from './printed-lines.js';
import { readEnvelopes } from './read-envelope.js';
import { JQ_WASM_VERSION } from './wasm-bytes.js';

export interface JqMapperOptions {
  /** Worker threads at most; each takes up to 128 MiB beside its own heap. Default 2. */
  threads?: number;
  /** Milliseconds that a run may take, plus one for each item. Default 1000. */
  deadlineMs?: number;
  /** Runs that one entry may lose to the deadline or to a crash; after that its suspect batches fail unsearched. Default 60, about a minute. */
  maxLostRuns?: number;
}

const MAX_VERDICTS = 20_000;

interface PreparedEntry {
  program: CombinedProgram;
  lostRuns: number;
}

interface Batch {
  tenantId: TenantId;
  entry: PreparedEntry;
  texts: string[];
}

/** Mapper over jq compiled to WebAssembly, in worker threads that are ended when they do not. */
export class JqMapper extends Mapper {
  readonly build =
    `jq-wasm ${JQ_WASM_VERSION}, builder ${BUILDER_VERSION}, prelude ${createHash('sha256').update(PRELUDE).digest('hex').slice(0, 12)}`;

  private readonly threads: JqThreads;
  private readonly deadlineMs: number;
  private readonly maxLostRuns: number;
  private readonly verdicts = new Map<string, ExpressionVerdict>();
  private readonly prepared = new WeakMap<EntryProgram, Promise<PreparedEntry>>();

  constructor({ threads = 2, deadlineMs = 1000, maxLostRuns = 60 }: JqMapperOptions = {}) {
    super();
    this.threads = new JqThreads(threads);
    this.deadlineMs = deadlineMs;
    this.maxLostRuns = maxLostRuns;
  }

  async check(expression: string): Promise<ExpressionVerdict> {
    const known = this.verdicts.get(expression);
    if (known) return known;
    const { verdict, isFinal } = await checkExpression(this.threads, expression);
    if (this.verdicts.size >= MAX_VERDICTS) this.verdicts.clear();
    if (isFinal) this.verdicts.set(expression, verdict);
    return verdict;
  }

  /** Throws only the signal's reason; everything that jq does ends in the items. */
  async map(
    tenantId: TenantId,
    program: EntryProgram,
    items: JsonObject[],
    signal?: AbortSignal,
  ): Promise<MappedItem[]> {
    if (items.length === 0) return [];
    const entry = await this.prepare(program);
    const seen = items.map((item) => resourceView(program.older, item));
    const batches = batchesOf(seen).map((texts) => this.mapBatch({ tenantId, entry, texts }, signal));
    return (await Promise.all(batches)).flat();
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.threads.close();
  }

  private prepare(entry: EntryProgram): Promise<PreparedEntry> {
    const known = this.prepared.get(entry);
    if (known) return known;
    const prepared = this.combineChecked(entry);
    this.prepared.set(entry, prepared);
    return prepared;
  }

  /** Nothing runs unchecked: an expression that was stored before a rule existed fails as a leaf. */
  private async combineChecked(entry: EntryProgram): Promise<PreparedEntry> {
    const refused = new Map<string, string>();
    const expressions = expressionsOf(entry);
    const verdicts = await Promise.all(expressions.map((expression) => this.check(expression)));
    for (const [index, verdict] of verdicts.entries()) {
      const expression = expressions[index] as string;
      if (!verdict.ok) refused.set(expression, verdict.detail);
      if (!this.verdicts.has(expression)) this.prepared.delete(entry);
    }
    return { program: combine(entry, refused), lostRuns: 0 };
  }

  private async mapBatch(batch: Batch, signal?: AbortSignal): Promise<MappedItem[]> {
    const { tenantId, entry, texts } = batch;
    // Such an item is alone in its batch.
    const characters = texts[0]?.length ?? 0;
    if (characters > MAX_ITEM_CHARACTERS) return [failed(tooLarge(characters))];
    const { program } = entry;
    const request = { programs: program.sections.map(({ text }) => text), input: `[${texts.join(',')}]` };
    const answer = await this.threads.run(request, {
      lane: tenantId,
      deadlineMs: this.deadlineMs + texts.length,
      signal,
    });
    const outcome = linesOf(answer, texts.length);
    if (typeof outcome !== 'string')
      return texts.map((_, item) =>
        readEnvelopes(
          program,
          outcome.map((lines) => lines[item] as string),
        ),
      );
    if (answer.state === 'lost') entry.lostRuns += 1;
    if (texts.length === 1) return [failed(`the expressions could not be evaluated: ${outcome}`)];
    if (entry.lostRuns >= this.maxLostRuns) {
      return texts.map(() => failed(`too many resources ran out of time or memory, this batch too: ${outcome}`));
    }
    // The guilty item is searched by halving, so that its neighbours are mapped.
    const middle = Math.ceil(texts.length / 2);
    const first = await this.mapBatch({ ...batch, texts: texts.slice(0, middle) }, signal);
    return [...first, ...(await this.mapBatch({ ...batch, texts: texts.slice(middle) }, signal))];
  }
}

function failed(detail: string): MappedItem {
  return { state: 'failed', detail };
}

function tooLarge(characters: number): string {
  const megabytes = (characters / 1024 / 1024).toFixed(1);
  return `the resource is ${megabytes} MB of JSON, more than the ${MAX_ITEM_CHARACTERS / 1024 / 1024} MB that can be mapped`;
}
