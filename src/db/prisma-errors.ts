/** What Prisma says of a statement that the database refused, or that did not come through, under a code of its own. */
export interface PrismaRefusal extends Error {
  code: string;
  meta?: unknown;
}

// By their names: the classes would be loaded at every start.
const names = /^PrismaClient(KnownRequest|UnknownRequest|Initialization)Error$/;

export const isPrismas = (error: unknown): error is Error => error instanceof Error && names.test(error.name);

export const isPrismaRefusal = (error: unknown): error is PrismaRefusal =>
  error instanceof Error && error.name === 'PrismaClientKnownRequestError';
