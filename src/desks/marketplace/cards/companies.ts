import { action } from '../../../chat/action.ts';
import type { Card, Status as CardStatus, ListItem } from '../../../chat/card.ts';
import {
  encodePlace,
  type List,
  type ListPlace,
  listButtons,
  listHead,
  showing,
} from '../../../chat/list.ts';
import type { Context } from '../../../core/context.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { actButtons } from '../../../records/buttons.ts';
import { mappedCompanies } from '../companies/store.ts';
import { undoCompany } from '../companies/undo.ts';
import type { DeskDeps } from '../deps.ts';
import type { MappedCompany } from '../model.ts';
import { companyFacts, satkerName } from './facts.ts';
import { fieldsPart } from './satker.ts';

export const companyList: List<ListPlace> = {
  show: 'market.companies',
  find: 'market.find-company',
  narrow: 'market.companies',
  encode: encodePlace,
};

/** All mapped satkers with their companies, for ADMINs: who buys for each, and those that nobody is left for (M-2, I-10). */
export async function companiesCard(ctx: Context, { db }: DeskDeps, query: ListPlace): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const page = await mappedCompanies(db, query);
  return {
    title: t('market.companies.title'),
    parts: [
      { type: 'text', text: t('market.companies.text') },
      ...listHead(t, query, []),
      {
        type: 'list',
        items: await Promise.all(page.items.map((company) => itemOf(ctx, company))),
        empty: t(query.text ? 'market.profile.nothing' : 'market.companies.empty'),
      },
    ],
    buttons: listButtons(t, companyList, query, page),
    again: showing(companyList, query),
  };
}

async function itemOf(ctx: Context, company: MappedCompany): Promise<ListItem> {
  const { id, unit, name } = company;
  return {
    title: satkerName(unit),
    text: [...(unit.institution ? [unit.institution] : []), name].join(' · '),
    status: statusOf(ctx, company),
    button: { label: ctx.t('market.button.view'), does: { action: action('market.company', id) } },
    more: await actButtons(ctx, company, [undoCompany]),
  };
}

function statusOf({ t }: Pick<Context, 't'>, { endedAt, officers }: MappedCompany): CardStatus {
  if (endedAt) return { text: t('market.company.ended'), tone: 'neutral' };
  return officers.length > 0
    ? { text: t('market.company.held', { count: officers.length }), tone: 'good' }
    : { text: t('market.company.unheld'), tone: 'waiting' };
}

/** One satker's company, with who buys by it and what an ADMIN may do. */
export async function companyCard(ctx: Context, company: MappedCompany): Promise<Card> {
  const { t } = ctx;
  return {
    title: company.unit.name,
    status: statusOf(ctx, company),
    parts: [
      { type: 'facts', facts: companyFacts(ctx, company) },
      ...(company.officers.length > 0
        ? [{ type: 'text' as const, text: t('market.company.byOfficers'), subtle: true }]
        : []),
      fieldsPart(ctx),
    ],
    buttons: [
      ...(await actButtons(ctx, company, [undoCompany])),
      { label: t('market.companies.title'), does: { action: action('market.companies') } },
    ],
    again: action('market.company', company.id),
  };
}
