import type { MappedEntity } from '../entity.js';
import type { TenantId } from '../ids.js';
import type { JsonObject } from '../json.js';
import type { OlderEntry } from '../mapping/dialect/resource-view.js';
import { expressionsOf } from '../mapping/program-expressions.js';

/** A jq expression, or a tree of them; a tree is evaluated leaf by leaf. */
export type Expressions = string | { [key: string]: Expressions } | Expressions[];

/** A search whose every part is jq; rules may be searches in turn. */
export type SearchExpressions = { [key: string]: Expressions };

/** The expressions that make one entity from one raw resource. */
export interface EntityExpressions {
  /** Must yield text; or the parts of a search (`combinator`, `rules`) for an entity that exists. */
  identifier: string | SearchExpressions;
  blueprint: string;
  title?: string;
  icon?: string;
  team?: Expressions;
  properties?: { [id: string]: Expressions };
  relations?: { [id: string]: Expressions };
}

/** One resource entry of a mapping document, ready to run. */
export interface EntryProgram {
  /** Kind + ordinal among entries of that kind, or the document's id: stable when entries are inserted. */
  key: string;
  kind: string;
  /** jq that must yield a boolean; null lets everything pass. */
  selector: string | null;
  itemsToParse: string | null;
  itemsToParseName: string;
  itemsToParseTopLevelTransform: boolean;
  entities: EntityExpressions[];
  /** Absent for mappings of the newest dialect. */
  older?: OlderEntry;
}

/** A field that came out null because its expression failed; the entity is pushed all the same. */
export interface LeafWarning {
  /** Position of the entity among those of its resource. */
  entity: number;
  /** Dotted path: `properties.url`. */
  field: string;
  error: string;
}

/** What one raw resource became under one entry; entities in a stable order, so that their position may be part of a key. */
export type MappedItem =
  | { state: 'mapped'; entities: MappedEntity[]; warnings: LeafWarning[] }
  | { state: 'filtered' }
  | { state: 'failed'; detail: string };

export type ExpressionVerdict = { ok: true; isCacheable: boolean } | { ok: false; detail: string };

/** Runs customers' jq, which is untrusted code: bounded in time, memory and output, away from the event loop. */
export abstract class Mapper {
  /** Compiles an expression alone, without running it, and refuses what could break out or reach outside. */
  abstract check(expression: string): Promise<ExpressionVerdict>;

  /** One MappedItem per item, in order; an item that cannot be mapped is `failed`, never missing. */
  abstract map(
    tenantId: TenantId,
    program: EntryProgram,
    items: JsonObject[],
    signal?: AbortSignal,
  ): Promise<MappedItem[]>;

  /**
   * Whether the same resource makes the same entities every time; false when in doubt, and then results are not reused.
   * A search may find another entity each time.
   */
  async isCacheable(program: EntryProgram): Promise<boolean> {
    if (program.entities.some(({ identifier }) => typeof identifier !== 'string')) return false;
    const verdicts = await Promise.all(expressionsOf(program).map((expression) => this.check(expression)));
    return verdicts.every((verdict) => verdict.ok && verdict.isCacheable);
  }

  /** Name of everything that changes results besides program and item: jq build, prelude, builder version. */
  abstract readonly build: string;
}
