/**
 * Whether a text matches a pattern of IAM, where `*` stands for any characters and `?` for one, and `${*}`, `${?}` and `${$}` for
 * those characters themselves (IAM User Guide, "Policy variables").
 * Walks with one point of return instead of a regular expression, so that no pattern takes more than length times length.
 */
export function matchesWildcard(text: string, written: string): boolean {
  const pattern = written.match(/\$\{[*?$]\}|[^]/g) ?? [];
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === '*') {
      star = next++;
      resume = at;
    } else if (next < pattern.length && (pattern[next] === '?' || meant(pattern[next] ?? '') === text[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[next] === '*') next++;
  return next === pattern.length;
}

function meant(step: string): string {
  return step.length > 1 ? step.charAt(2) : step;
}

/** Action names are compared without regard to case (IAM User Guide, Action element). */
export function matchesAction(action: string, pattern: string): boolean {
  return matchesWildcard(action.toLowerCase(), pattern.toLowerCase());
}
