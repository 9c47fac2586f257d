import { defineConfig } from 'prisma/config';

// The command line only generates the client here; migrations are applied by `longshore migrate`.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1:5432/longshore' },
});
