import pg from 'pg';
import { isPrismaRefusal } from './prisma-errors.ts';

/** SQLSTATEs of what is refused because of somebody else's: unique and exclusion constraints, serialisation, a deadlock. */
const lostStates = new Set(['23505', '23P01', '40001', '40P01']);
/** Prisma's codes for a unique constraint, and for a write conflict or a deadlock. */
const lostPrisma = new Set(['P2002', 'P2034']);

/**
 * True when somebody else came first, at the same moment. Where that can happen the desk says who (`withWhoWasFaster`); this is
 * for what nobody thought of: nothing has changed, nothing is broken, and a second look shows what stands now.
 */
export function isLostRace(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return lostStates.has(error.code ?? '');
  return isPrismaRefusal(error) && lostPrisma.has(error.code);
}
