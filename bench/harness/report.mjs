import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rigLine } from './rig.mjs';

const RESULTS = path.resolve(import.meta.dirname, '../results');

export const say = (line = '') => process.stdout.write(`${line}\n`);

/**
 * Prints a bench's figures and keeps them as JSON. A figure is `{what, value, unit, beside, goal?}`; `beside` names what
 * it is to be compared with, its computed floor or a reference of the same run, and `goal` is `>= 100` or `< 100`.
 */
export function report({ name, rig, figures, details = {} }) {
  say(`\n${name}: ${rigLine(rig)}`);
  table([
    ['figure', 'value', 'unit', 'goal', 'beside'],
    ...figures.map(({ what, value, unit, goal = '', beside = '' }) => [
      what,
      shown(value),
      unit,
      goal && `${goal} ${isMet(value, goal) ? 'met' : 'missed'}`,
      beside,
    ]),
  ]);
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name}.json`);
  writeFileSync(file, `${JSON.stringify({ name, rig, figures, details }, null, 2)}\n`);
  say(`Written to ${path.relative(process.cwd(), file)}`);
}

function shown(value) {
  if (value === null) return 'not measured';
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

export function isMet(value, goal) {
  const [, sign, limit] = /^(>=|<=|<) ([\d.]+)$/.exec(goal) ?? [];
  if (sign === undefined || value === null) return false;
  if (sign === '>=') return value >= Number(limit);
  return sign === '<' ? value < Number(limit) : value <= Number(limit);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    say(
      `  ${row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1]) : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd()}`,
    );
  }
}
