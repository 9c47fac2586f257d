// `npm run docs`: writes the reference pages that are derived from code. With --check: fails when one of them is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeConfig } from '@longshore/platform';
import { KIND_INDEX, kindIndex } from '../libs/kinds/tools/kind-index.mjs';
import { kindsPage } from './docs/kinds-page.mjs';

const root = path.resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

function configuration() {
  const rows = describeConfig().map(({ name, default: absent, meaning, example }) =>
    [`\`${name}\``, meaning, absent ?? '', `\`${example}\``]
      .map((cell) => String(cell).replaceAll('|', '\\|'))
      .join(' | '),
  );
  return [
    '# Configuration',
    '',
    'Environment variables, read once at the start. A bad value, or an unknown variable that begins with `LONGSHORE_`, stops the start with',
    'a message that names the variable, the reason and an example. Written by `npm run docs`.',
    '',
    '| variable | meaning | default | example |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

const pages = [
  ['docs/configuration.md', configuration()],
  ['docs/kinds.md', kindsPage()],
  [path.relative(root, KIND_INDEX), kindIndex()],
];
for (const [page, text] of pages) {
  const file = path.join(root, page);
  if (!isCheck) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${page} is out of date. Run: npm run docs`);
    process.exitCode = 1;
  }
}
