import { mapBounded } from './bounded.js';

/** Visits `starts` and all that lies under them, each once and parents first. A visit answers the children; `limit` run at a time. */
export async function walkDown(
  starts: readonly string[],
  visit: (id: string, signal: AbortSignal) => Promise<string[]>,
  bounds: { limit: number; signal: AbortSignal },
): Promise<void> {
  const seen = new Set(starts);
  for (let level = [...seen]; level.length > 0; ) {
    const children = (await mapBounded(level, bounds, visit)).flat();
    level = [...new Set(children)].filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
}
