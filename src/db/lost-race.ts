import pg from 'pg';
import { isPrismaRefusal } from './prisma-errors.ts';

/** SQLSTATEs of what is refused because of somebody else's: unique and exclusion constraints. */
const lostStates = new Set(['23505', '23P01']);
/** Of what PostgreSQL has undone so that others could go on: two that waited for each other, or that stand in no order. */
const undoneStates = new Set(['40001', '40P01']);

/**
 * True when somebody else came first, at the same moment. Where that can happen the desk says who (`withWhoWasFaster`); this is
 * for what nobody thought of: nothing has changed, nothing is broken, and a second look shows what stands now.
 */
export function isLostRace(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return lostStates.has(error.code ?? '');
  return isPrismaRefusal(error) && error.code === 'P2002';
}

/** True when PostgreSQL gave this up for somebody else's sake, who may have changed nothing here: what was asked for can be done at once again. */
export function isUndone(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return undoneStates.has(error.code ?? '');
  return isPrismaRefusal(error) && error.code === 'P2034';
}
