import pg from 'pg';
import { Prisma } from './generated/client.ts';

/** SQLSTATEs of a statement that was given up on, or of a server that stops, starts or has no connection left. */
const stalledStates = new Set(['57014', '55P03', '57P01', '57P02', '57P03', '53300']);
/** Prisma's codes for a server that cannot be reached, is too slow, or closed the connection. */
const stalledPrisma = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
const stalledSystem = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
const stalledMessage = /Query read timeout|timeout exceeded when trying to connect|Connection terminated/;

/**
 * True when the database did not answer in time or could not be reached: nothing is known to be wrong with what
 * was asked, and asking again may succeed.
 */
export function isStalled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return stalledStates.has(error.code ?? '');
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return (
      stalledPrisma.has(error.code) ||
      stalledStates.has(sqlStateIn(error.meta)) ||
      stalledMessage.test(error.message)
    );
  }
  return stalledSystem.has((error as NodeJS.ErrnoException).code ?? '') || stalledMessage.test(error.message);
}

/** Prisma keeps PostgreSQL's own code in the driver's error. */
export function sqlStateIn(meta: unknown): string {
  const driver = (meta as { driverAdapterError?: { cause?: { originalCode?: unknown } } } | undefined)
    ?.driverAdapterError;
  return String(driver?.cause?.originalCode ?? '');
}
