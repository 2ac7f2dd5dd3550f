import { type Form, newForm } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import type { Day } from '../../../core/day.ts';
import { requireManager, todayOf } from '../cards/facts.ts';
import type { WithServices } from '../deps.ts';
import { positionById } from '../store.ts';
import { personField, positionChoice } from './search.ts';

/** What is filled in when the form opens. */
export interface MappingDraft {
  personId?: number;
  positionId?: number;
  start?: Day;
  end?: Day;
}

/** The form of a mapping, as P-Office has it: Users, Position, Start, End (P-10). */
export async function mappingForm(ctx: Context, deps: WithServices, draft: MappingDraft = {}): Promise<Form> {
  requireManager(ctx);
  const { t } = ctx;
  const position = draft.positionId ? await positionById(deps.db, draft.positionId) : null;
  const today = todayOf(ctx, deps.policy);
  return newForm(t, {
    id: 'partner.mapping',
    title: t('partner.button.mapping'),
    submit: t('partner.form.save'),
    fields: [
      await personField(ctx, deps, draft.personId ?? 0),
      {
        type: 'search',
        name: 'position',
        label: t('partner.field.position'),
        placeholder: t('partner.field.positionSearch'),
        ...(position ? { value: positionChoice(position) } : {}),
      },
      { type: 'date', name: 'start', label: t('partner.field.start'), value: draft.start },
      {
        type: 'date',
        name: 'end',
        label: t('partner.field.end'),
        hint: t('partner.field.endHint'),
        value: draft.end,
        min: today,
      },
    ],
  });
}
