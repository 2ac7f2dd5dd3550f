import { doneWith } from '../../../chat/done.ts';
import { formatDay, type TextKey } from '../../../core/texts/index.ts';
import type { Act } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { visible } from '../../../records/kind.ts';
import { mappingCard } from '../cards/mapping.ts';
import type { DeskDeps } from '../deps.ts';
import type { Mapping } from '../model.ts';
import { mappingActs, reassign } from './acts.ts';
import { mappings } from './kind.ts';

type Deps = Pick<DeskDeps, 'db' | 'stepUp' | 'policy'>;

/** What is done to a mapping; each leads to the mapping as it now stands, below what has been done. */
export function mappingChanges(desk: Deps) {
  const { extend, changeEnd, letEnd, end } = mappingActs(desk);
  const saying = (text: TextKey): Pick<Act<Mapping>, 'done'> => ({
    async done(ctx, { id }) {
      const now = await visible(desk.db, mappings, ctx, id);
      const args = { number: now.number, end: formatDay(ctx.t.language, now.endsOn) };
      return doneWith(ctx.t, ctx.t.message({ key: text, args }), await mappingCard(ctx, desk, now));
    },
  });
  return {
    extend: { ...extend, ...saying('partner.done.extend') },
    changeEnd: { ...changeEnd, ...saying('partner.done.changeEnd') },
    letEnd: { ...letEnd, ...saying('partner.done.letEnd') },
    end: { ...end, ...saying('partner.done.end') },
  };
}

/** The forms of it. */
export const mappingForms = (desk: Deps): ActForms =>
  actForms<Mapping, Mapping>(desk, 'partner.change', mappings, [
    ...Object.values(mappingChanges(desk)),
    reassign(desk),
  ]);

export const mappingVerbs = ['extend', 'change-end', 'let-end', 'end', 'reassign'] as const;
