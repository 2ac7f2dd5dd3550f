import { doneWith } from '../../../chat/done.ts';
import type { TextKey } from '../../../core/texts/index.ts';
import type { Act } from '../../../records/act.ts';
import { type ActForms, actForms } from '../../../records/form.ts';
import { profileCard } from '../cards/profile.ts';
import { satkerCard } from '../cards/satker.ts';
import type { DeskDeps } from '../deps.ts';
import type { Satker } from '../model.ts';
import { makeMain, remove, undo } from './acts.ts';
import { profileSatkers } from './kind.ts';

/** The forms of what is done to a satker; each leads to the satker as it now stands, or to the profile that it has left. */
export function satkerForms(desk: DeskDeps): ActForms {
  const saying = (key: TextKey): Pick<Act<Satker>, 'done'> => ({
    async done(ctx, { id, unit }) {
      const now = await profileSatkers.seen(desk.db, ctx, id);
      const text = ctx.t.message({ key, args: { satker: unit.name } });
      return doneWith(ctx.t, text, now ? await satkerCard(ctx, desk, now) : await profileCard(ctx, desk, {}));
    },
  });
  return actForms<Satker, Satker>(desk, 'market.act', profileSatkers, [
    { ...makeMain, ...saying('market.done.main') },
    { ...undo, ...saying('market.done.undone') },
    { ...remove, ...saying('market.done.removed') },
  ]);
}
