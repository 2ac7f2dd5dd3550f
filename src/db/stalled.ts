import pg from 'pg';
import { isPrismaRefusal } from './prisma-errors.ts';
import { WritesRefused } from './writes.ts';

/** SQLSTATEs of a statement that was given up on, or of a server that stops, starts or has no connection left. */
const stalledStates = new Set(['57014', '55P03', '57P01', '57P02', '57P03', '53300']);
/** Of a server that answers and takes no changes for now: read-only, or without room on its disk or in its memory. */
const refusingStates = new Set(['25006', '53000', '53100', '53200']);
/** Prisma's codes for a server that cannot be reached, is too slow, or closed the connection. */
const stalledPrisma = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
const stalledSystem = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
const stalledMessage = /Query read timeout|timeout exceeded when trying to connect|Connection terminated/;

/**
 * True when the database did not answer in time, could not be reached, or takes no changes for now: nothing is known to be
 * wrong with what was asked, and asking again may succeed.
 */
export function isStalled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlStateOf(error);
  if (stalledStates.has(state) || refusesWrites(error)) return true;
  if (error instanceof pg.DatabaseError) return false;
  if (isPrismaRefusal(error)) return stalledPrisma.has(error.code) || stalledMessage.test(error.message);
  return stalledSystem.has((error as NodeJS.ErrnoException).code ?? '') || stalledMessage.test(error.message);
}

/** True when the database answers and takes no changes for now. */
export function refusesWrites(error: unknown): boolean {
  return error instanceof WritesRefused || refusingStates.has(sqlStateOf(error));
}

function sqlStateOf(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  return isPrismaRefusal(error) ? sqlStateIn(error.meta) : '';
}

/** Prisma keeps PostgreSQL's own code in the driver's error. */
export function sqlStateIn(meta: unknown): string {
  const driver = (meta as { driverAdapterError?: { cause?: { originalCode?: unknown } } } | undefined)
    ?.driverAdapterError;
  return String(driver?.cause?.originalCode ?? '');
}
