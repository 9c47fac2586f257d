import {
  nameOf,
  searchProblem,
  type EntityExpressions,
  type Expressions,
  type Json,
  type JsonObject,
  type Leaf,
  type LeafWarning,
  type MappedEntity,
  type MappedItem,
} from '@longshore/domain';
import type { CombinedProgram } from './entry-program.js';
import { isDeeperThan } from './json-depth.js';
import { withValues } from './with-values.js';

/** Value of an expression: `[value]`, `[]` for no output, text for an error. */
type LeafResult = [Json] | [] | string;

/** The plain leaves together, then the guarded ones. */
type EntityResult = [Json[] | { e: LeafResult[] }, ...LeafResult[]];

/** Selector, then the entities when it was true. */
type PartResult = [LeafResult, ...EntityResult[]];

/** What a section prints for one resource. */
export type Envelope = { r: PartResult[] } | { i: LeafResult };

/** Port's limit of a request body; an entity beyond it would be refused whatever it is sent with. */
const MAX_ENTITY_BYTES = 1024 * 1024;

/** Of what a section prints. Whoever walks an entity, here or at Port, does so recursively. */
const MAX_DEPTH = 200;

/** One resource's envelopes, one of each section, as entities; the resource fails as a whole when one of its entities has no identity. */
export function readEnvelopes(program: CombinedProgram, lines: string[]): MappedItem {
  if (lines.some((line) => isDeeperThan(line, MAX_DEPTH)))
    return failed('a value is nested too deeply: at most 190 levels');
  const envelopes = lines.map((line) => JSON.parse(line) as Envelope);
  const [envelope] = envelopes as [Envelope];
  if ('i' in envelope) return failed(`itemsToParse must yield a list, ${outcome(envelope.i)}`);
  const entities: MappedEntity[] = [];
  const warnings: LeafWarning[] = [];
  let isFiltered = envelope.r.length > 0;
  for (const [part, [selected, ...made]] of envelope.r.entries()) {
    if (typeof selected === 'string' || typeof selected[0] !== 'boolean') {
      return failed(`selector.query must yield true or false, ${outcome(selected)}`);
    }
    if (selected[0]) isFiltered = false;
    for (const mapping of made.keys()) {
      const results = gather(program, envelopes, { part, mapping });
      if (!results) return failed('selector.query or itemsToParse yields another value each time it runs');
      const nameless = missingIdentity(program, mapping, results);
      if (nameless !== null) return failed(nameless);
      const entity = entityOf(program.entry.entities[mapping], results.values);
      const unsearchable = typeof entity.identifier === 'string' ? null : searchProblem(entity.identifier);
      if (unsearchable !== null) return failed(unsearchable);
      for (const [slot, error] of results.errors) {
        warnings.push({ entity: entities.length, field: (program.leaves[mapping]?.[slot] as Leaf).field, error });
      }
      entities.push(entity);
    }
  }
  // Characters of the text bound the bytes of an entity only roughly, but far below the limit that is enough.
  if (lines.some((line) => line.length > MAX_ENTITY_BYTES / 4)) {
    const large = entities.find((entity) => sizeOf(entity) > MAX_ENTITY_BYTES);
    if (large) return failed(tooLarge(large));
  }
  return isFiltered ? { state: 'filtered' } : { state: 'mapped', entities, warnings };
}

/** Of one entity, by the places of its mapping. */
interface LeafResults {
  values: Json[];
  /** In the order of the mapping; the value there is null. */
  errors: Map<number, string>;
}

/** The results of an entity's leaves, whichever section they come from; null when the sections disagree. */
function gather(
  { leaves, sections }: CombinedProgram,
  envelopes: Envelope[],
  { part, mapping }: { part: number; mapping: number },
): LeafResults | null {
  const fields = leaves[mapping] ?? [];
  const values = Array.from<Json>({ length: fields.length }).fill(null);
  const errors: [number, string][] = [];
  const take = (slot: number, result: LeafResult) => {
    const error = problemOf(fields[slot] as Leaf, result);
    if (error !== null) errors.push([slot, error]);
    else values[slot] = (result as [Json] | [])[0] ?? null;
  };
  for (const [index, envelope] of envelopes.entries()) {
    const slots = sections[index]?.slots[mapping];
    const made = 'r' in envelope ? (envelope.r[part]?.[mapping + 1] as EntityResult | undefined) : undefined;
    if (!slots || !made) return null;
    const plain = made[0];
    for (let place = 0; place < slots.plain.length; place += 1) {
      const slot = slots.plain[place] as number;
      if (Array.isArray(plain) && !isText(fields[slot] as Leaf)) values[slot] = plain[place] ?? null;
      else take(slot, Array.isArray(plain) ? [plain[place] ?? null] : (plain.e[place] ?? []));
    }
    for (const [place, slot] of slots.guarded.entries()) take(slot, made[place + 1] as LeafResult);
  }
  return { values, errors: new Map(errors.sort(([one], [other]) => one - other)) };
}

function entityOf(mapping: EntityExpressions | undefined, values: Json[]): MappedEntity {
  let position = 0;
  const next = () => values[position++] as Json;
  const members = withValues(mapping as unknown as Expressions, next) as JsonObject;
  return { properties: {}, relations: {}, ...members } as unknown as MappedEntity;
}

function failed(detail: string): MappedItem {
  return { state: 'failed', detail };
}

function sizeOf(entity: MappedEntity): number {
  return Buffer.byteLength(JSON.stringify(entity));
}

function tooLarge(entity: MappedEntity): string {
  const kilobytes = Math.ceil(sizeOf(entity) / 1024);
  return `entity ${nameOf(entity).slice(0, 200)} is ${kilobytes} KB of JSON and Port takes at most ${MAX_ENTITY_BYTES / 1024} KB: map less of the resource`;
}

/** Port takes text only as title and icon; another value there would make it refuse the whole entity. */
function isText({ field }: Leaf): boolean {
  return field === 'title' || field === 'icon';
}

function problemOf(leaf: Leaf, result: LeafResult): string | null {
  if (typeof result === 'string') return result;
  const [value = null] = result;
  return isText(leaf) && value !== null && typeof value !== 'string' ? `must be text, ${outcome(result)}` : null;
}

/** Why the resource cannot have this entity; null when it can. */
function missingIdentity({ leaves }: CombinedProgram, mapping: number, { values, errors }: LeafResults): string | null {
  for (const [slot, { field, path, expression }] of (leaves[mapping] ?? []).entries()) {
    if (path[0] !== 'identifier' && path[0] !== 'blueprint') continue;
    const value = values[slot] ?? null;
    const error = errors.get(slot);
    if (path.length > 1) {
      // Where a value is null Port would find the entities that have none.
      if (error === undefined && value !== null) continue;
      return `${field} must have a value, ${outcome(error ?? [null])}: ${expression.slice(0, 200)}`;
    }
    // The ledger keeps names as text, and PostgreSQL has no U+0000 there.
    if (error === undefined && typeof value === 'string' && value !== '' && !value.includes('\0')) continue;
    const hint = typeof value === 'number' ? '; add "| tostring"' : '';
    return `${field} must be text that is not empty, ${outcome(error ?? [value])}: ${expression.slice(0, 200)}${hint}`;
  }
  return null;
}

function outcome(result: LeafResult): string {
  if (typeof result === 'string') return `but failed with "${result}"`;
  const [value = null] = result;
  if (value === null || typeof value !== 'object') return `got ${JSON.stringify(value).slice(0, 100)}`;
  return Array.isArray(value) ? 'got a list' : 'got an object';
}
