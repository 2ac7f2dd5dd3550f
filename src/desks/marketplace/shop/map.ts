import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Tx } from '../../../db/database.ts';
import type { MarketAccount } from '../../../neighbours/marketplace/marketplace.ts';
import { keepPeople } from '../../../people/held.ts';
import { type Acted, type Doing, type Given, type Means, perform } from '../../../records/act.ts';
import { consumeLink } from '../../../web/links.ts';
import type { Company, Satker, Way } from '../model.ts';
import { profileSatkers } from '../profile/kind.ts';
import { whyNotUse } from '../rules.ts';
import { tellOfMapping } from './told.ts';

interface Chosen extends Given {
  account: MarketAccount;
  way: Way;
  /** The one-time page on which it was chosen: whoever maps uses its link up, in the same transaction. */
  page?: { token: string; openedAt: Date };
}

/**
 * Maps a satker to the company of an account (M-2, M-4, M-6). Locks: the officer, the satker's row of the profile, its company's,
 * then the link of the page.
 * Whoever comes second with the same company is linked to it; with another one they are told which company the satker has.
 */
const map: Doing<Satker, Chosen> = {
  whyNot: (satker, { actor }) => whyNotUse(actor, satker),
  async write(tx, ctx, satker, { account, way, page }) {
    // Each locked by a statement of its own: only the next one sees what whoever held it before has done. The marketplace was asked
    // since the right was looked at (I-3), and who loses the role meanwhile leaves no way in behind.
    await keepPeople(tx, [satker.personId]);
    const held = await tx.query(
      `SELECT s.id FROM procurement_satker s WHERE s.id = $1 AND s.removed_at IS NULL
         AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = s.person_id AND g.role = 'PROCUREMENT_OFFICER'
                       AND g.withdrawn_at IS NULL)
       FOR UPDATE OF s`,
      [satker.id],
    );
    const mapped = await tx.query('SELECT id FROM market_link WHERE satker_id = $1 AND ended_at IS NULL', [
      satker.id,
    ]);
    if (held.length === 0 || mapped.length > 0) return null;
    const company = await companyOf(tx, ctx, satker, account);
    // All links of an account are its company's, which is held.
    const others = await tx.query(
      'SELECT FROM market_link WHERE company_id = $1 AND account = $2 AND ended_at IS NULL',
      [company.id, account.id],
    );
    if (others.length > 0)
      throw new Refusal(msg('market.refuse.accountTaken', { account: account.email, company: company.name }));
    const [linked] = await tx.query<{ id: number }>(
      `INSERT INTO market_link (satker_id, company_id, account, email, linked_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [satker.id, company.id, account.id, account.email, ctx.now],
    );
    if (!linked) return null;
    if (page && !(await consumeLink(tx, 'market', page.token, page.openedAt))) return null;
    await tx.query('UPDATE procurement_satker SET changed_at = $2 WHERE id = $1', [satker.id, ctx.now]);
    const link = { account: account.id, email: account.email, linkedAt: ctx.now };
    const record = { ...satker, company, link, changedAt: ctx.now };
    await tellOfMapping(tx, record, linked.id);
    return {
      action: 'market.mapped',
      to: profileSatkers.state(record),
      data: { way, account: account.email, company: company.name },
      record,
    };
  },
};

/**
 * The satker's company, which is this account's, held until the commit; throws Refusal where either has another one already (M-2).
 * One that ends while we wait for it is no obstacle any more: then the satker's is made after all.
 */
async function companyOf(
  tx: Tx,
  { now }: Context,
  { unit }: Satker,
  { company }: MarketAccount,
): Promise<Company> {
  const { id: companyId, name, address } = company;
  for (;;) {
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO satker_company (unit_id, company_id, name, address, mapped_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [unit.id, companyId, name, address, now],
    );
    if (made) return { id: made.id, companyId, name, address };
    const standing = await tx.query<Company & { unitId: number }>(
      `SELECT id, company_id AS "companyId", name, address, unit_id AS "unitId" FROM satker_company
       WHERE (unit_id = $1 OR company_id = $2) AND ended_at IS NULL ORDER BY id FOR UPDATE`,
      [unit.id, companyId],
    );
    const own = standing.find(({ unitId }) => unitId === unit.id);
    if (own?.companyId === companyId) return own;
    if (own) throw new Refusal(msg('market.refuse.otherCompany', { satker: unit.name, company: own.name }));
    if (standing.length > 0) throw new Refusal(msg('market.refuse.taken', { company: name }));
  }
}

/** Maps a satker once for one key; `passed` where it has been mapped or removed meanwhile. Throws Refusal. */
export function mapSatker(
  means: Means,
  ctx: Context,
  id: number,
  chosen: Omit<Chosen, 'reason'>,
  key: string,
): Promise<Acted<Satker>> {
  return perform(means, profileSatkers, map, ctx, { id, key, given: { reason: null, ...chosen } });
}
