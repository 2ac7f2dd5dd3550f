import { cardReply, formReply } from '../../chat/answers.ts';
import type { Card } from '../../chat/card.ts';
import type { OfferedWord, Reply, Verb } from '../../chat/desk.ts';
import type { WordOf } from '../../core/commands.ts';
import { type Context, hasRole } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { readNumber } from '../../core/numbers.ts';
import { msg } from '../../core/texts/index.ts';
import { visible } from '../../records/kind.ts';
import { madeSheetCard } from '../../web/download-card.ts';
import { decodeQuery, listCard } from './cards/list.ts';
import { ticketCard } from './cards/ticket.ts';
import { userCard, visibleUser } from './cards/user.ts';
import type { DeskDeps } from './deps.ts';
import { openAdd } from './forms/add.ts';
import { digitForm } from './forms/digit.ts';
import { pickForm } from './forms/pick.ts';
import { openTicketForm } from './forms/ticket.ts';
import { officeOf } from './list.ts';
import { statuses, statusTexts } from './model.ts';
import { mayGive } from './report.ts';
import { activeSatkers } from './rules.ts';
import { recordWithNumber, standingOf } from './store.ts';
import { loginTemplate } from './template.ts';
import { tickets } from './tickets/kind.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    satker: keyof ReturnType<typeof verbsOf>;
  }
}

/** `/satker`: the list; `show SAT-…`, `add`, `ticket`, `delete`, `deactivate`, `reactivate`, `digit`, `logins`. */
export function verbsOf(deps: DeskDeps) {
  return {
    '': (ctx) => cardReply(listCard(ctx, deps, {})),
    list: (ctx, rest) => cardReply(listCard(ctx, deps, queryOf(ctx, rest))),
    show: (ctx, rest) => openNumber(ctx, deps, readNumber('SAT', rest)),
    add: (ctx) => formReply(openAdd(ctx, deps, null)),
    ticket: (ctx) => formReply(openTicketForm(ctx, deps, 'REGISTRATION')),
    delete: (ctx) => formReply(openTicketForm(ctx, deps, 'DELETION')),
    deactivate: (ctx) => formReply(pickForm(ctx, deps, 'deactivate')),
    reactivate: (ctx) => formReply(pickForm(ctx, deps, 'reactivate')),
    logins: (ctx) => cardReply(templateCard(ctx, deps)),
    async digit(ctx) {
      if (!ctx.actor.registered)
        throw new Refusal(msg('satker.refuse.noStanding', { email: ctx.actor.email }));
      return formReply(digitForm(ctx));
    },
  } satisfies Record<string, Verb>;
}

/** What somebody is to this desk, as far as it decides what they are offered here. */
export async function placeOf({ actor }: Context, { db }: DeskDeps) {
  const standing = await standingOf(db, actor);
  const isOfficer = officeOf(actor).length > 0;
  const registers = isOfficer || activeSatkers(actor, standing).length > 0;
  return {
    isOfficer,
    registers,
    lists: registers || hasRole(actor, 'ADMIN'),
    isDormant: standing.dormantIn.length > 0,
  };
}

/** A ticket needs no standing (I-1), so that everybody may open one and look at it. */
export async function offeredWords(ctx: Context, deps: DeskDeps): Promise<OfferedWord<WordOf<'satker'>>[]> {
  const { isOfficer, registers, lists, isDormant } = await placeOf(ctx, deps);
  const words: (OfferedWord<WordOf<'satker'>> & { may: boolean })[] = [
    { verb: '', says: 'satker.word.desk', may: lists },
    { verb: 'list', says: 'satker.word.list', may: lists },
    { verb: 'add', says: 'satker.word.add', may: registers },
    { verb: 'ticket', says: 'satker.word.ticket', may: true },
    { verb: 'show', rest: 'SAT-…', says: 'satker.word.show', may: true },
    { verb: 'delete', says: 'satker.word.delete', may: registers },
    { verb: 'deactivate', says: 'satker.word.deactivate', may: isOfficer },
    { verb: 'reactivate', says: 'satker.word.reactivate', may: registers || isDormant },
    { verb: 'digit', says: 'satker.word.digit', may: ctx.actor.registered },
    { verb: 'logins', says: 'satker.word.logins', may: mayGive(ctx) },
  ];
  return words.filter(({ may }) => may);
}

/** The registration or the ticket with this number: they are numbered together. */
export async function openNumber(ctx: Context, deps: DeskDeps, number: string | null): Promise<Reply> {
  if (!number) throw new Refusal(msg('satker.command.number'));
  const found = await recordWithNumber(deps.db, number);
  if (found?.type === 'ticket') {
    const ticket = await visible(deps.db, tickets, ctx, found.id);
    return cardReply(ticketCard(ctx, deps, ticket));
  }
  const user = await visibleUser(ctx, deps, found?.id ?? 0);
  return cardReply(userCard(ctx, deps, user));
}

/** The template of the login report, for those from whom reports are taken (S-18). */
async function templateCard(ctx: Context, deps: DeskDeps): Promise<Card> {
  if (!mayGive(ctx)) throw new Refusal(msg('satker.refuse.report'));
  const { t } = ctx;
  return madeSheetCard(ctx, deps, {
    name: t('satker.template.file'),
    content: await loginTemplate(ctx),
    title: t('satker.report.template'),
    text: t('satker.template.send'),
  });
}

/** A typed filter: a status by its number or words, or else a text to look for. */
function queryOf({ t }: Context, argument: string) {
  const typed = argument.trim().toLowerCase();
  const status = statuses.find((one) => {
    const text = t.message({ key: statusTexts[one] }).toLowerCase();
    return typed !== '' && (text === typed || text.slice(0, 1) === typed || text.slice(2) === typed);
  });
  return status ? { status } : decodeQuery(['', '', '', argument.trim()]);
}
