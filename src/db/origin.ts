import { isPrismas } from './prisma-errors.ts';

/** What a connection to the database threw: a refused address or a reset says by itself nothing of where it came from. */
const thrown = new WeakSet<object>();

/** Keeps of what the database fails something with that it came from there. */
export function fromDatabase<T>(error: T): T {
  if (error instanceof Error) thrown.add(error);
  return error;
}

/** Whether this very error is the database's: that it does not answer, or that it refuses what it was asked. */
export function isFromDatabase(error: unknown): boolean {
  return error instanceof Error && (thrown.has(error) || isPrismas(error));
}
