// npm run db:check: do prisma/migrations lead to prisma/schema.prisma?   npm run db:new <name>: writes the migration that is missing.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { differenceTo } from './schema-engine.mjs';

const root = path.resolve(import.meta.dirname, '..');
const schemaFile = path.join(root, 'prisma/schema.prisma');
const [command, name = ''] = process.argv.slice(2);

if (command !== 'check' && !(command === 'new' && /^[a-z][a-z0-9_]*$/.test(name))) {
  console.error('usage: node tools/migration.mjs check | new <name>   (name: lower-case letters, digits, underscores)');
  process.exit(2);
}

const { startTestServer } = await import('../libs/database/dist/testing/test-server.js').catch(() => {
  console.error('libs/database is not built. Run "npm run build" first.');
  process.exit(2);
});

// A database that all migrations were applied to: what customers have.
const server = await startTestServer(process.env.DATABASE_URL ?? '');
try {
  const migrated = new URL(server.url);
  migrated.pathname = `/${server.template}`;
  const difference = await differenceTo(schemaFile, migrated.href);
  if (command === 'check') report(difference);
  else await write(difference);
} finally {
  await server.stop();
}

function report(difference) {
  if (difference === '') {
    console.log('prisma/schema.prisma and prisma/migrations agree.');
    return;
  }
  console.error(
    `prisma/schema.prisma differs from prisma/migrations. Run "npm run db:new <name>"; it would hold:\n\n${difference}`,
  );
  process.exitCode = 1;
}

async function write(difference) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(root, 'prisma/migrations', `${stamp}_${name}`, 'migration.sql');
  const reminder =
    difference ||
    '-- schema.prisma needs nothing. Write here what Prisma does not model: policies, grants, partitions, checks.\n';
  await mkdir(path.dirname(file));
  await writeFile(file, reminder);
  console.log(`Wrote ${path.relative(root, file)}. A new table with tenant_id needs app.protect() and its grants.`);
}
