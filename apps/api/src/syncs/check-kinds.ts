import { InvalidInput } from '@longshore/domain';
import type { Kinds } from '@longshore/kinds';

/** A kind that does not exist would make a sync of nothing. */
export function checkKinds(names: readonly string[], kinds: Kinds): void {
  const problems = names.flatMap((kind, index) => {
    if (kinds.find(kind)) return [];
    const similar = kinds.suggest(kind);
    const hint = similar.length > 0 ? `; did you mean ${similar.join(' or ')}?` : '';
    return [{ pointer: `/kinds/${index}`, detail: `${kind} is not a kind that AWS has${hint}` }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
