/**
 * Writes src/cloud-control-types.generated.json from a directory of resource provider schemas, one JSON file per type,
 * as in https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip.
 * Usage: node libs/kinds/tools/generate-catalogue.mjs <directory>
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = new URL('../src/cloud-control-types.generated.json', import.meta.url);

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('Name the directory that holds the resource provider schemas.');

const rows = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')))
  .filter(({ typeName, handlers }) => handlers !== undefined && !typeName.endsWith('::MODULE'))
  .map(row)
  .sort((a, b) => (a.type < b.type ? -1 : 1));

writeFileSync(target, `[\n${rows.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);

function row({ typeName, primaryIdentifier, writeOnlyProperties = [], handlers }) {
  const model = handlers.list?.handlerSchema ?? {};
  const oneOf = (model.oneOf ?? model.anyOf ?? []).map(({ required }) => required);
  return {
    type: typeName,
    id: primaryIdentifier.map((path) => path.replace('/properties/', '')),
    // Some schemas require at once all keys of which one is to be given.
    requires: (model.required ?? []).filter((key) => !oneOf.flat().includes(key)),
    oneOf,
    list: handlers.list ? actions(handlers.list.permissions) : null,
    read: handlers.read ? actions(handlers.read.permissions) : null,
    writeOnly: writeOnlyProperties.map((path) => path.replace('/properties/', '').replaceAll('/', '.')).sort(),
  };
}

/** IAM ignores case, and some schemas write `S3:` or repeat an action in another case. */
function actions(permissions = []) {
  const bySpelling = new Map();
  for (const action of permissions) {
    const key = action.toLowerCase();
    if (!bySpelling.has(key))
      bySpelling.set(
        key,
        action.replace(/^[^:]+/, (service) => service.toLowerCase()),
      );
  }
  return [...bySpelling.values()].sort();
}
