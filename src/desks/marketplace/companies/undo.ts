import { type Act, log } from '../../../records/act.ts';
import type { MappedCompany } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';
import { whyNotUndoCompany } from '../rules.ts';
import { loadSatker } from '../store.ts';
import { satkerCompanies } from './kind.ts';
import { linkedSatkers } from './store.ts';

/**
 * Takes a satker's mapping back where nobody is left who could (I-10). Links of those who are no officers any more end with it, each
 * with an entry in its profile. Locks: the satkers of profiles, then the company, as mapping and undoing one's own take them.
 */
export const undoCompany: Omit<Act<MappedCompany>, 'done'> = {
  opens: 'market.undo-company',
  title: 'market.undo.title',
  text: 'market.undoCompany.text',
  ends: true,
  submit: 'market.undo.submit',
  reason: { label: 'market.field.reason', required: true },
  whyNot: (company, { actor }) => whyNotUndoCompany(actor, company),
  async write(tx, ctx, company, { reason }) {
    await linkedSatkers(tx, company.id);
    const standing = await tx.query(
      'SELECT id FROM satker_company WHERE id = $1 AND ended_at IS NULL FOR UPDATE',
      [company.id],
    );
    // Looked at once more under the company's lock: whoever linked to it meanwhile buys by it.
    const linked = await linkedSatkers(tx, company.id);
    if (standing.length === 0 || linked.some(({ isHeld }) => isHeld)) return null;
    for (const { id } of linked) {
      const satker = await loadSatker(tx, id);
      if (!satker) continue;
      const { link } = satker;
      await tx.query('UPDATE market_link SET ended_at = $2 WHERE satker_id = $1 AND ended_at IS NULL', [
        id,
        ctx.now,
      ]);
      await tx.query('UPDATE procurement_satker SET changed_at = $2 WHERE id = $1', [id, ctx.now]);
      const to = profileSatkers.state({ ...satker, link: null });
      const data = { account: link?.email, company: company.name };
      await log(tx, profileSatkers, ctx, satker, { action: 'market.undone', to, data }, { reason });
    }
    await tx.query('UPDATE satker_company SET ended_at = $2 WHERE id = $1', [company.id, ctx.now]);
    const record = { ...company, endedAt: ctx.now };
    return {
      action: 'market.company-undone',
      to: satkerCompanies.state(record),
      data: { company: company.name },
      record,
    };
  },
};
