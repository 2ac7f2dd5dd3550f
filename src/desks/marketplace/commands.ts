import { cardReply, formReply } from '../../chat/answers.ts';
import type { OfferedWord, Verb } from '../../chat/desk.ts';
import { decodePlace } from '../../chat/list.ts';
import type { WordOf } from '../../core/commands.ts';
import type { Context } from '../../core/context.ts';
import { companiesCard } from './cards/companies.ts';
import { historyCard } from './cards/history.ts';
import { decodeQuery, profileCard } from './cards/profile.ts';
import type { DeskDeps } from './deps.ts';
import { addForm } from './forms/add.ts';
import { isAdmin, isOfficer } from './rules.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    market: keyof ReturnType<typeof verbsOf>;
  }
}

/** `/market`: the shop; `satkers`, `add`, `history`; for ADMINs the companies of all satkers. */
export function verbsOf(deps: DeskDeps) {
  const shop = (ctx: Context, rest: string) =>
    cardReply(profileCard(ctx, deps, { ...decodeQuery(['', '', rest]), purpose: 'shop' }));
  const companies = (ctx: Context, rest: string) =>
    cardReply(companiesCard(ctx, deps, decodePlace(['', rest])));
  return {
    '': (ctx, rest) => (isAdmin(ctx.actor) && !isOfficer(ctx.actor) ? companies : shop)(ctx, rest),
    satkers: (ctx, rest) => cardReply(profileCard(ctx, deps, decodeQuery(['', '', rest]))),
    add: (ctx) => formReply(addForm(ctx)),
    history: (ctx) => cardReply(historyCard(ctx, deps, [])),
    companies,
  } satisfies Record<string, Verb>;
}

export const aliases = { shop: '' } as const;

export function offeredWords({ actor }: Pick<Context, 'actor'>): OfferedWord<WordOf<'market'>>[] {
  const own: OfferedWord<WordOf<'market'>>[] = [
    { verb: '', says: 'market.word.shop' },
    { verb: 'satkers', says: 'market.word.satkers' },
    { verb: 'add', says: 'market.word.add' },
    { verb: 'history', says: 'market.word.history' },
  ];
  const all: OfferedWord<WordOf<'market'>> = { verb: 'companies', says: 'market.word.companies' };
  if (isOfficer(actor)) return isAdmin(actor) ? [...own, all] : own;
  return isAdmin(actor) ? [{ verb: '', says: 'market.word.oversee' }, all] : [];
}
