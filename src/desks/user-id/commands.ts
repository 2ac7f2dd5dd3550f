import { cardReply, formReply } from '../../chat/answers.ts';
import type { OfferedWord, Reply, Verb } from '../../chat/desk.ts';
import type { WordOf } from '../../core/commands.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { readNumber } from '../../core/numbers.ts';
import { languages, msg, nameIn } from '../../core/texts/index.ts';
import { requestForms } from './acts.ts';
import { decodeQuery, type ListQuery, listCard } from './cards/list.ts';
import { detailCard, visibleRequest } from './cards/reading.ts';
import type { DeskDeps } from './deps.ts';
import { openRequest } from './forms/request.ts';
import { ends, kindNames, kinds } from './model.ts';
import { type Named, statusName } from './plan.ts';
import { stagesKnown } from './stages.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    userid: keyof ReturnType<typeof verbsOf>;
  }
}

/** `/userid`, `/userid list [filter]`, `/userid show UID-…`, `/userid withdraw UID-…`. */
export function verbsOf(deps: DeskDeps) {
  return {
    '': (ctx) => formReply(openRequest(ctx, deps)),
    list: async (ctx, rest) => ({
      type: 'card',
      card: await listCard(ctx, deps, queryOf(rest, await stagesKnown(deps.db))),
    }),
    show: (ctx, rest) => openNumber(ctx, deps, numberIn(rest)),
    async withdraw(ctx, rest) {
      const request = await visibleRequest(ctx, deps, { number: numberIn(rest) });
      return formReply(requestForms(deps).open(ctx, 'withdraw', request.id));
    },
  } satisfies Record<string, Verb>;
}

/** Everybody may ask, and follow what they have asked for. */
export const offeredWords: OfferedWord<WordOf<'userid'>>[] = [
  { verb: '', says: 'userId.word.form' },
  { verb: 'list', says: 'userId.word.list' },
  { verb: 'show', rest: 'UID-…', says: 'userId.word.show' },
  { verb: 'withdraw', rest: 'UID-…', says: 'userId.word.withdraw' },
];

/** The request with this number, whole. */
export async function openNumber(ctx: Context, deps: DeskDeps, number: string): Promise<Reply> {
  return cardReply(detailCard(ctx, deps, await visibleRequest(ctx, deps, { number })));
}

export function numberIn(argument: string): string {
  const number = readNumber('UID', argument);
  if (!number) throw new Refusal(msg('userId.command.number'));
  return number;
}

const scopes: ReadonlyMap<string, ListQuery['scope']> = new Map(
  Object.entries<ListQuery['scope']>({
    waiting: 'waiting',
    menunggu: 'waiting',
    mine: 'mine',
    saya: 'mine',
  }),
);

/** A typed filter: a scope, a status, a kind, or else a text to look for (U-14). */
function queryOf(argument: string, plan: readonly Named[]): ListQuery {
  const typed = argument.trim().toLowerCase();
  const scope = scopes.get(typed);
  if (scope) return decodeQuery([scope]);
  const status = [...plan.map(({ stage }) => stage), ...ends].find((candidate) => {
    const name = statusName({ plan }, candidate);
    const called = languages.map((language) => nameIn(language, name));
    return [candidate, ...called].some((one) => one.toLowerCase() === typed);
  });
  if (status) return decodeQuery(['all', status]);
  const kind = kinds.find((candidate) => kindNames[candidate].toLowerCase() === typed);
  if (kind) return decodeQuery(['all', '', kind]);
  return decodeQuery(['all', '', '', '', '', argument.trim()]);
}
