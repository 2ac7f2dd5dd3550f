import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatDay, msg } from '../../../core/texts/index.ts';
import { isExclusionViolation } from '../../../db/database.ts';
import { withWhoWasFaster } from '../../../people/who-was-faster.ts';
import type { NewMapping } from '../model.ts';
import { mappingSubject } from '../model.ts';
import { overlapping } from '../store.ts';

/**
 * What is said where the constraint has refused a mapping's days because of another mapping; null for another error. Those who
 * make or move mappings of one person come to the constraint in turn (P-10).
 */
export async function overlapsWith(
  db: Queryable,
  ctx: Context,
  error: unknown,
  wanted: NewMapping,
  field: 'position' | 'end',
  except?: number,
): Promise<FieldErrors | null> {
  if (!isExclusionViolation(error, 'secretary_mapping_overlap')) return null;
  const other = await overlapping(db, wanted, except);
  if (!other) return new FieldErrors({ [field]: msg('partner.error.overlapGone') });
  const { language } = ctx.t;
  const told = msg('partner.error.overlap', {
    number: other.number,
    start: formatDay(language, other.startsOn),
    end: formatDay(language, other.endsOn),
  });
  return new FieldErrors({ [field]: await withWhoWasFaster(db, ctx, told, mappingSubject(other.id)) });
}
