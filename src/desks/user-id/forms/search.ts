import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { chosenOf, type Values } from '../../../chat/form.ts';
import type { Database } from '../../../db/database.ts';
import { searchUnits } from '../../../people/register.ts';
import { headsOfUnit } from '../store.ts';

/** Units by a part of their name or code (U-3). */
export async function searchUnit(db: Database, query: string): Promise<Choice[]> {
  const units = await searchUnits(db, query);
  return units.map((unit) => ({ value: String(unit.id), label: unit.name }));
}

/** Units that a request can be for, those of the head office too. */
export async function searchAnyUnit(db: Database, query: string): Promise<Choice[]> {
  const units = await searchUnits(db, query, { kinds: ['UNIT', 'HO'] });
  return units.map((unit) => ({ value: String(unit.id), label: unit.name }));
}

/** The BUHs of the unit that is chosen in the same form, and nobody else (U-3). */
export async function searchAtasan(db: Database, query: string, values: Values): Promise<Choice[]> {
  const unitId = idOf(chosenOf(values, 'unit')[0]);
  if (!unitId) return [];
  const heads = await headsOfUnit(db, unitId, query.trim());
  return heads.map((head) => ({
    value: String(head.id),
    label: head.position ? `${head.name} · ${head.position}` : head.name,
  }));
}
