const SIMPLE_PATH = /^(?:\.[A-Za-z_]\w*)+(?:\[\])?\??$/;

/**
 * The member that `itemsToParse` takes apart, guessed from its text as Port does: the first plain path of the pipe.
 * It is dropped from what each part sees, so that a resource of many parts is not copied whole into each. Null: nothing is dropped.
 */
export function itemsPath(itemsToParse: string): string[] | null {
  const path = itemsToParse
    .split('|')
    .map((step) => step.trim())
    .find((step) => SIMPLE_PATH.test(step));
  return (
    path
      ?.replace(/[[\]?]/g, '')
      .split('.')
      .slice(1) ?? null
  );
}
