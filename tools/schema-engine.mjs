// Prisma's schema engine as WebAssembly from npm: the same comparison as `prisma migrate diff`, without a binary to download.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * The SQL that leads from the database at `url` to `schemaFile`; empty when they agree.
 * The engine sees tables, columns, keys and full indexes; policies, grants, checks and partial indexes it does not.
 */
export async function differenceTo(schemaFile, url) {
  const engine = await instantiate();
  const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
  const datamodels = files.map((file) => [file.path, file.content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(readable(url));
  const session = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter);
  const { exitCode, stdout } = await session.diff({
    from: { tag: 'schemaDatasource', files, configDir: path.dirname(schemaFile) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? '' : stdout;
}

/** By hand, since the package's own entry imports the .wasm file as a module, which Node 20 cannot. */
async function instantiate() {
  // The engine reports a panic to a global of this name before it traps.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      console.error(`The schema engine gave up: ${message}`);
    },
  };
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(pathToFileURL(glueFile).href);
  const wasm = await readFile(path.join(path.dirname(glueFile), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

/** As the owner of the tables, who may see all of them. */
function readable(url) {
  const factory = new PrismaPg({ connectionString: url, options: '-c role=longshore_owner' });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => withCharColumns(await connect());
  return factory;
}

/** adapter-pg 7.10 refuses columns of the internal type "char", which the engine's catalogue queries return: they pass as text. */
function withCharColumns(adapter) {
  const { performIO, queryRaw } = adapter;
  const charColumns = new WeakMap();
  adapter.performIO = async (query) => {
    const result = await performIO.call(adapter, query);
    const found = result.fields?.filter((field) => field.dataTypeID === CHAR_OID) ?? [];
    charColumns.set(
      query,
      found.map((field) => result.fields.indexOf(field)),
    );
    for (const field of found) field.dataTypeID = TEXT_OID;
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw.call(adapter, query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
