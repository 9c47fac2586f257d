import type { ExpressionVerdict } from '@longshore/domain';
import type { JqThreads } from './jq-threads.js';
import { refusalOf, wordsOf } from './refused-words.js';
import type { JqResult } from './thread-messages.js';

const MAX_BYTES = 16 * 1024;

/** Compiling takes 2 ms; only a hostile expression, or a machine that gives us no time, takes this long. */
const COMPILE_MS = 2000;

/** Checks take turns with the tenants' mappings. */
const LANE = 'check';

/** Answers differently every time, so results that used it are never reused. */
const IMPURE = 'now';

/** `isFinal` false: the answer says something about this moment too, and should not be remembered. */
export async function checkExpression(
  threads: JqThreads,
  expression: string,
): Promise<{ verdict: ExpressionVerdict; isFinal: boolean }> {
  const refuse = (detail: string, isFinal = true) => ({ verdict: { ok: false as const, detail }, isFinal });
  if (expression.includes('\0')) return refuse('contains a NUL character');
  if (Buffer.byteLength(expression) > MAX_BYTES) return refuse(`is longer than ${MAX_BYTES / 1024} KB`);
  const words = wordsOf(expression);
  const refusal = refusalOf(words);
  if (refusal !== null) return refuse(refusal);
  // Bare refuses what would leave the parentheses around an expression, wrapped refuses directives such as import;
  // the space keeps a leading hyphen from being read as an option of jq.
  const request = { programs: [` ${expression}\n\n`, `(${expression}\n\n)`], input: '' };
  const answer = await threads.run(request, { lane: LANE, deadlineMs: COMPILE_MS });
  if (answer.state === 'lost') return refuse(`could not be compiled: ${answer.detail}`, false);
  const [bare, wrapped] = answer.results as [JqResult, JqResult];
  if (bare.exitCode !== 0) return refuse(`is not valid jq: ${complaint(bare.stderr)}`);
  if (wrapped.exitCode !== 0) return refuse('is a whole program: write one expression, without a module directive');
  return { verdict: { ok: true, isCacheable: !words.includes(IMPURE) }, isFinal: true };
}

/** jq's first line, its place counted from the expression's own first character. */
function complaint(stderr: string): string {
  const first = stderr.split('\n')[0] ?? '';
  return first
    .replace(/^jq: error: /, '')
    .replace(/ at <top-level>, line (\d+), column (\d+):?$/, (_, line: string, column: string) => {
      return ` (line ${line}, column ${line === '1' ? Number(column) - 1 : column})`;
    });
}
