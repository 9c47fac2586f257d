import type { JsonObject } from '@longshore/domain';
import type { CataloguedKind } from '../catalogue.js';
import { modelSource } from './model-source.js';

/** Where a kind is listed. */
export interface ModelPlace {
  awsAccountId: string;
  /** Whether it is the region of its partition that serves what has no region. */
  isHome: boolean;
}

/** The resource models of a kind that are always the same ones; undefined where they depend on what exists. */
export function knownModels(kind: CataloguedKind, { awsAccountId, isHome }: ModelPlace): JsonObject[] | undefined {
  const source = modelSource(kind);
  if (!source || source.values.from === 'parent' || source.values.from === 'tree') return undefined;
  const { key, values } = source;
  if (values.from === 'account') return [{ [key]: awsAccountId }];
  return [...values.values, ...(isHome ? (values.global ?? []) : [])].map((value) => ({ [key]: value }));
}
