import { InvalidInput } from '@longshore/domain';
import { findKind, suggestKind } from '@longshore/kinds';

/** A kind that does not exist would make a sync of nothing. */
export function checkKinds(kinds: readonly string[]): void {
  const problems = kinds.flatMap((kind, index) => {
    if (findKind(kind)) return [];
    const similar = suggestKind(kind);
    const hint = similar.length > 0 ? `; did you mean ${similar.join(' or ')}?` : '';
    return [{ pointer: `/kinds/${index}`, detail: `${kind} is not a kind that AWS has${hint}` }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
