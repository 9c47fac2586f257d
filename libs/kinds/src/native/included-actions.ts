import { nearestNames } from '../nearest-names.js';
import type { NativeAction, NativeKind } from './native-kind.js';

/** The action of that name, or of that other spelling; case matters as in Port's own integration. */
export function findAction({ actions }: NativeKind, name: string): NativeAction | undefined {
  return actions.find((action) => action.name === name || action.alias?.includes(name));
}

/** The names that somebody who wrote `name` may have meant, the nearest first. */
export function suggestAction({ actions }: NativeKind, name: string): string[] {
  const wanted = name.endsWith('Action') ? name : `${name}Action`;
  return nearestNames(
    wanted,
    actions.map((action) => action.name),
    3,
  );
}

/** The optional actions among those names, each once, as the kind spells them and in its order. */
export function chosenActions(kind: NativeKind, names: readonly string[]): string[] {
  const chosen = new Set(names.map((name) => findAction(kind, name)));
  return kind.actions.filter((action) => action.optional && chosen.has(action)).map(({ name }) => name);
}
