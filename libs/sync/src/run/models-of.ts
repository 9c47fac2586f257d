import { createHash } from 'node:crypto';
import { canonicalJson, type Cell, type JsonObject, type MappingEntry } from '@longshore/domain';
import { knownModels, needsModel, shapeOf } from '@longshore/kinds';
import type { AccountSyncRow, Place, ScopeModel } from '@longshore/database';
import type { AccountKinds } from './account-kinds.js';
import { entriesIn, homeOf } from './plan-of.js';

/** Whose resources are listed, and which kinds it may have. */
export interface Lister {
  row: Pick<AccountSyncRow, 'awsAccountId' | 'roleArn'>;
  own: Pick<AccountKinds, 'kinds'>;
}

/** The same hash for the same model, however its keys are ordered. */
export function scopeModel(value: JsonObject): ScopeModel {
  return { hash: createHash('sha256').update(canonicalJson(value)).digest().subarray(0, 16), value };
}

/**
 * The resource models by which a cell is listed, each a listing of its own: those that every entry names, or the kind's own; `parents`
 * where there is one for each parent that exists. Undefined: it is listed without one.
 */
export function modelsOf(
  { region, kind: name }: Pick<Cell, 'region' | 'kind'>,
  entries: MappingEntry[],
  { row: { awsAccountId, roleArn }, own }: Lister,
): ScopeModel[] | 'parents' | undefined {
  const kind = own.kinds.find(name);
  if (!kind || shapeOf(name, entries) === 'native') return undefined;
  const named = namedModels(region, entries);
  if (named) return named.map(scopeModel);
  if (!needsModel(kind)) return undefined;
  const isHome = region === homeOf(roleArn);
  return knownModels(kind, { awsAccountId, isHome })?.map(scopeModel) ?? 'parents';
}

/** The places in the ledger that a walk of these cells may prove something about. */
export function placesOf(
  cells: readonly Pick<Cell, 'region' | 'kind'>[],
  { entries, ...lister }: Lister & { entries: MappingEntry[] },
): Place[] {
  return cells.map(({ region, kind }) => {
    const models = modelsOf({ region, kind }, entriesIn(entries, kind, region), lister);
    if (!models) return { region, kind };
    return { region, kind, models: models === 'parents' ? 'any' : models.map(({ hash }) => hash) };
  });
}

/** Each once; undefined where an entry names none and so wants them all. */
function namedModels(region: string, entries: MappingEntry[]): JsonObject[] | undefined {
  const named = entries.map((entry) => entry.resourceModels[region] ?? []);
  if (named.length === 0 || named.some((models) => models.length === 0)) return undefined;
  return [...new Map(named.flat().map((model) => [canonicalJson(model), model])).values()];
}
