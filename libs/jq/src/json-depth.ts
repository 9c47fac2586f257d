const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether a JSON text nests lists and objects deeper than `limit`, told before anything recursive sees it. */
export function isDeeperThan(json: string, limit: number): boolean {
  if (hasAtMost(limit, json)) return false;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (isText && character === BACKSLASH) at += 1;
    else if (character === QUOTE) isText = !isText;
    else if (isText) continue;
    else if (OPENING.has(character)) depth += 1;
    else if (CLOSING.has(character)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** Few opening brackets, wherever they stand, settle it for nearly every text without looking at each character. */
function hasAtMost(limit: number, json: string): boolean {
  let found = 0;
  for (const bracket of ['[', '{']) {
    for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > limit) return false;
    }
  }
  return true;
}
