import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** Prisma on a pool that is there already. `nameOf` names what is prepared in its sessions. */
export function openPrisma(pool: pg.Pool, nameOf: (text: string) => string): PrismaClient {
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: false,
    statementNameGenerator: preparedNames(nameOf),
  });
  return new PrismaClient({ adapter });
}

/** Prisma's statements vary with the shape of the query: a bounded number is kept prepared, the rest go unnamed. */
function preparedNames(nameOf: (text: string) => string): (query: { sql: string }) => string {
  const prepared = new Set<string>();
  return ({ sql }) => {
    if (!prepared.has(sql) && prepared.size >= 500) return '';
    prepared.add(sql);
    return nameOf(sql);
  };
}
