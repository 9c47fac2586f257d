/** Writes src/curated-kinds.generated.ts: every `*.kind.ts` exports one kind, so that adding such a file adds the kind. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const source = path.resolve(import.meta.dirname, '../src');
export const KIND_INDEX = path.join(source, 'curated-kinds.generated.ts');

export function kindIndex() {
  const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.kind.ts'));
  const exported = files.map((file) => file.replaceAll(path.sep, '/')).map(exportOf);
  return `// Written by \`npm run docs\`.\n${exported.sort().join('\n')}\n`;
}

function exportOf(file) {
  const names = [...readFileSync(path.join(source, file), 'utf8').matchAll(/^export const (\w+) = defineKind\(/gm)];
  if (names.length !== 1) throw new Error(`${file} has to export one kind, made by defineKind.`);
  return `export { ${names[0][1]} } from './${file.replace(/\.ts$/, '.js')}';`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(KIND_INDEX, kindIndex());
