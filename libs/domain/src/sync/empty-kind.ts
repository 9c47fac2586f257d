import type { OutcomeReason } from './remedies.js';

/** A kind of which an account yielded nothing, although not everything was looked at: "none" is not proven. */
export interface EmptyKind {
  kind: string;
  accountId: string;
  /** One sentence that names all of what follows. */
  message: string;
  /** Listings that fell short, region by region. */
  incomplete: { region: string; reason: OutcomeReason; detail: string }[];
  /** Enabled regions that the mapping's regionPolicy leaves out. */
  leftOutByPolicy: string[];
  /** The regions that the sync was restricted to; null without a restriction. */
  restrictedTo: string[] | null;
}

/** Undefined when everything was looked at. */
export function describeEmptyKind(found: Omit<EmptyKind, 'message'>): EmptyKind | undefined {
  const { kind, accountId, incomplete, leftOutByPolicy, restrictedTo } = found;
  const reasons = new Map<string, string[]>();
  for (const { reason, region } of incomplete) reasons.set(reason, [...(reasons.get(reason) ?? []), region]);
  const parts = [...reasons].map(([reason, regions]) => `${reason} in ${regions.join(', ')}`);
  if (leftOutByPolicy.length > 0) parts.push(`the mapping's regionPolicy leaves out ${leftOutByPolicy.join(', ')}`);
  if (restrictedTo !== null) parts.push(`this sync was restricted to ${restrictedTo.join(', ')}`);
  if (parts.length === 0) return undefined;
  return { ...found, message: `${kind} yields no resources in account ${accountId}: ${parts.join('; ')}.` };
}
