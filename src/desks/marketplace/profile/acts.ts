import { type Act, log } from '../../../records/act.ts';
import type { Satker } from '../model.ts';
import { whyNotMakeMain, whyNotRemove, whyNotUndo } from '../rules.ts';
import { loadSatker } from '../store.ts';
import { profileSatkers } from './kind.ts';

type SatkerAct = Omit<Act<Satker>, 'done'>;

/** Ends the mapping for this officer; the company stays its satker's (M-8). */
export const remove: SatkerAct = {
  opens: 'market.remove',
  title: 'market.remove.title',
  text: 'market.remove.text',
  ends: true,
  submit: 'market.remove.submit',
  whyNot: (satker, { actor }) => whyNotRemove(actor, satker),
  async write(tx, ctx, { id }) {
    const removed = await tx.query(
      `UPDATE procurement_satker SET removed_at = $2, changed_at = $2
       WHERE id = $1 AND removed_at IS NULL AND NOT is_main RETURNING id`,
      [id, ctx.now],
    );
    if (removed.length === 0) return null;
    await tx.query('UPDATE market_link SET ended_at = $2 WHERE satker_id = $1 AND ended_at IS NULL', [
      id,
      ctx.now,
    ]);
    return { action: 'market.removed', to: 'REMOVED' };
  },
};

/** The main satker of before becomes an additional one (M-8). */
export const makeMain: SatkerAct = {
  opens: 'market.make-main',
  title: 'market.makeMain.title',
  text: 'market.makeMain.text',
  submit: 'market.makeMain.submit',
  whyNot: (satker, { actor }) => whyNotMakeMain(actor, satker),
  async write(tx, ctx, satker) {
    // The whole profile, in one order, by a statement of its own: only the next one sees who has become the main one meanwhile.
    await tx.query(
      'SELECT id FROM procurement_satker WHERE person_id = $1 AND removed_at IS NULL ORDER BY id FOR UPDATE',
      [satker.personId],
    );
    const held = await tx.query<{ id: number; isMain: boolean }>(
      `SELECT id, is_main AS "isMain" FROM procurement_satker
       WHERE person_id = $1 AND removed_at IS NULL AND (is_main OR id = $2)`,
      [satker.personId, satker.id],
    );
    if (!held.some(({ id, isMain }) => id === satker.id && !isMain)) return null;
    for (const former of held.filter(({ isMain }) => isMain)) {
      const before = await loadSatker(tx, former.id);
      await tx.query('UPDATE procurement_satker SET is_main = false, changed_at = $2 WHERE id = $1', [
        former.id,
        ctx.now,
      ]);
      const after = before && { ...before, isMain: false };
      if (after)
        await log(tx, profileSatkers, ctx, before, {
          action: 'market.additional',
          to: profileSatkers.state(after),
        });
    }
    await tx.query('UPDATE procurement_satker SET is_main = true, changed_at = $2 WHERE id = $1', [
      satker.id,
      ctx.now,
    ]);
    const record = { ...satker, isMain: true, changedAt: ctx.now };
    return { action: 'market.main', to: profileSatkers.state(record), record };
  },
};

/** Takes a wrong mapping back (I-10): where nobody else buys for the satker, it has no company any more. */
export const undo: SatkerAct = {
  opens: 'market.undo',
  title: 'market.undo.title',
  text: 'market.undo.text',
  ends: true,
  submit: 'market.undo.submit',
  reason: { label: 'market.field.reason', required: true },
  whyNot: (satker, { actor }) => whyNotUndo(actor, satker),
  async write(tx, ctx, satker) {
    const { id, company, link } = satker;
    // As whoever removes or maps it: the satker's own row, then its company's, then how its officer comes in.
    await tx.query('SELECT id FROM procurement_satker WHERE id = $1 FOR UPDATE', [id]);
    // The company's row before the links: whoever links to it at this moment is seen, or finds it ended.
    await tx.query('SELECT id FROM satker_company WHERE id = $1 FOR UPDATE', [company?.id]);
    const ended = await tx.query(
      'UPDATE market_link SET ended_at = $2 WHERE satker_id = $1 AND account = $3 AND ended_at IS NULL RETURNING id',
      [id, ctx.now, link?.account],
    );
    if (ended.length === 0) return null;
    const freed = await tx.query(
      `UPDATE satker_company c SET ended_at = $2 WHERE c.id = $1
         AND NOT EXISTS (SELECT FROM market_link l WHERE l.company_id = c.id AND l.ended_at IS NULL) RETURNING c.id`,
      [company?.id, ctx.now],
    );
    await tx.query('UPDATE procurement_satker SET changed_at = $2 WHERE id = $1', [id, ctx.now]);
    const record = { ...satker, link: null, company: freed.length > 0 ? null : company, changedAt: ctx.now };
    return {
      action: 'market.undone',
      to: profileSatkers.state(record),
      data: { account: link?.email, company: company?.name },
      record,
    };
  },
};

/** What an officer may do to a satker of their profile. */
export const satkerActs: readonly SatkerAct[] = [makeMain, undo, remove];
