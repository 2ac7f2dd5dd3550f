import type pg from 'pg';
import type { PrismaClient } from './generated/client.ts';

/** The model of a pool, which is loaded at its first read: a fifth of all that a start would read is Prisma. */
export interface LaterPrisma {
  readonly client: PrismaClient;
  close(): Promise<void>;
}

type Called = (...args: unknown[]) => unknown;
type Model = Record<string, Called>;

/** Each call of it waits for Prisma and is then Prisma's own. Calls are all that it has: nothing is read of a model without one. */
export function prismaLater(pool: pg.Pool, nameOf: (text: string) => string): LaterPrisma {
  let loading: Promise<PrismaClient> | undefined;
  const load = () => {
    loading ??= import('./prisma.ts').then(({ openPrisma }) => openPrisma(pool, nameOf));
    return loading;
  };
  const whole = async () => (await load()) as unknown as Record<string, Called & Model>;

  const model = (name: string): object =>
    // What is called of the client itself is a function, as `$queryRaw`; a model has its calls below it.
    new Proxy(async (...args: unknown[]) => (await whole())[name]?.(...args), {
      get:
        (_, method: string) =>
        async (...args: unknown[]) =>
          (await whole())[name]?.[method]?.(...args),
    });
  const models = new Map<string, object>();
  const client = new Proxy({} as PrismaClient, {
    get(_, name: string) {
      let found = models.get(name);
      if (!found) {
        found = model(name);
        models.set(name, found);
      }
      return found;
    },
  });
  return {
    client,
    close: async () => (await loading)?.$disconnect(),
  };
}
