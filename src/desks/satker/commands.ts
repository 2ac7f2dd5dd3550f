import type { Card } from '../../chat/card.ts';
import type { Reply } from '../../chat/desk.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { madeSheetCard } from '../../web/download-card.ts';
import { decodeQuery, listCard } from './cards/list.ts';
import { openAdd } from './forms/add.ts';
import { digitForm, pickForm } from './forms/small.ts';
import { openTicketForm } from './forms/ticket.ts';
import { statuses, statusTexts } from './model.ts';
import type { WithServices } from './parts.ts';
import { mayGive } from './report.ts';
import { loginTemplate } from './template.ts';

/** `/satker`: the list; `add`, `ticket`, `delete`, `deactivate`, `reactivate`, `digit`, `logins`. */
export async function runCommand(ctx: Context, parts: WithServices, text: string): Promise<Reply> {
  const [verb = '', ...rest] = text.split(/\s+/);
  const form = async (made: ReturnType<typeof openAdd>): Promise<Reply> => ({
    type: 'form',
    form: await made,
  });
  switch (verb.toLowerCase()) {
    case '':
      return { type: 'card', card: await listCard(ctx, parts, {}) };
    case 'list':
      return { type: 'card', card: await listCard(ctx, parts, queryOf(ctx, rest.join(' '))) };
    case 'add':
      return form(openAdd(ctx, parts, null));
    case 'ticket':
      return form(openTicketForm(ctx, parts, 'REGISTRATION'));
    case 'delete':
      return form(openTicketForm(ctx, parts, 'DELETION'));
    case 'deactivate':
    case 'reactivate':
      return form(pickForm(ctx, parts, verb.toLowerCase() === 'deactivate' ? 'deactivate' : 'reactivate'));
    case 'logins':
      return { type: 'card', card: await templateCard(ctx, parts) };
    case 'digit':
      if (!ctx.actor.registered)
        throw new Refusal(msg('satker.refuse.noStanding', { email: ctx.actor.email }));
      return { type: 'form', form: digitForm(ctx) };
    default:
      throw new Refusal(msg('satker.command.usage'));
  }
}

/** The template of the login report, for those from whom reports are taken (S-18). */
async function templateCard(ctx: Context, parts: WithServices): Promise<Card> {
  if (!mayGive(ctx)) throw new Refusal(msg('satker.refuse.report'));
  const { t } = ctx;
  return madeSheetCard(ctx, parts, {
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
