import { defineConfig } from 'prisma/config';

// The program itself and `prisma/cli.ts` need no database here; Prisma's own `migrate` commands do.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url !== undefined && { datasource: { url } }),
});
