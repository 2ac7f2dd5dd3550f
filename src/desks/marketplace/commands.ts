import type { Card } from '../../chat/card.ts';
import type { OfferedWord, Reply, Verb } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { historyCard } from './cards/history.ts';
import { decodeQuery, profileCard } from './cards/profile.ts';
import type { DeskDeps } from './deps.ts';
import { addForm } from './forms/add.ts';
import { isOfficer } from './rules.ts';

const card = async (made: Promise<Card>): Promise<Reply> => ({ type: 'card', card: await made });

/** `/market`: the shop; `shop`, `satkers`, `add`, `history`. */
export function verbsOf(deps: DeskDeps): Record<string, Verb> {
  const shop = (ctx: Context, rest: string) =>
    card(profileCard(ctx, deps, { ...decodeQuery(['', '', rest]), purpose: 'shop' }));
  return {
    '': (ctx) => shop(ctx, ''),
    shop,
    satkers: (ctx, rest) => card(profileCard(ctx, deps, decodeQuery(['', '', rest]))),
    add: async (ctx) => ({ type: 'form', form: addForm(ctx) }),
    history: (ctx) => card(historyCard(ctx, deps, [])),
  };
}

export function offeredWords({ actor }: Pick<Context, 'actor'>): OfferedWord[] {
  if (!isOfficer(actor)) return [];
  return [
    { verb: '', says: 'market.word.shop' },
    { verb: 'satkers', says: 'market.word.satkers' },
    { verb: 'add', says: 'market.word.add' },
    { verb: 'history', says: 'market.word.history' },
  ];
}
