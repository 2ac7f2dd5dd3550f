import pg from 'pg';
import { isPrismaRefusal } from './prisma-errors.ts';
import { sqlStateIn } from './stalled.ts';

/** SQLSTATEs of an id that no row has, of a number that no id can be, and of a text that is no such value. */
const states = new Set(['23503', '22003', '22P02']);
/** Prisma's own codes for the same. */
const prismaCodes = new Set(['P2003', 'P2007', 'P2020', 'P2033']);

/**
 * True where what came from a client names something that is not there, or that nothing can be called: what it came with is
 * out of date or was changed on its way, and nothing is wrong with the program.
 */
export function isOfNobody(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return states.has(error.code ?? '');
  return isPrismaRefusal(error) && (prismaCodes.has(error.code) || states.has(sqlStateIn(error.meta)));
}
