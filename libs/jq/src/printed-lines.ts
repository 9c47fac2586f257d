import type { JqAnswer } from './thread-messages.js';

/** For each program one line per item, or why there is not: counting them is what tells a run that ended early from a complete one. */
export function linesOf(answer: JqAnswer, expected: number): string[][] | string {
  if (answer.state === 'lost') return answer.detail;
  const printed: string[][] = [];
  for (const { stdout, stderr, exitCode } of answer.results) {
    if (exitCode !== 0) return stderr.split('\n')[0]?.slice(0, 300) ?? 'no result';
    const lines = stdout === '' ? [] : stdout.split('\n');
    if (lines.length !== expected) return `${lines.length} results for ${expected} resources`;
    printed.push(lines);
  }
  return printed;
}
