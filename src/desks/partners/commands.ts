import type { Card } from '../../chat/card.ts';
import type { Reply } from '../../chat/desk.ts';
import type { Form } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { msg } from '../../core/texts/index.ts';
import { hubCard, templateCard } from './accounts/cards.ts';
import { deskCard } from './cards/desk.ts';
import { decodeQuery, listCard } from './cards/list.ts';
import { findCard } from './cards/person.ts';
import { findPersonForm } from './forms/find.ts';
import { mappingForm } from './forms/mapping.ts';
import { whitelistForm } from './forms/whitelist.ts';
import type { WithServices } from './parts.ts';
import { type MappingFilter, mappingFilters } from './store.ts';

const card = async (made: Promise<Card>): Promise<Reply> => ({ type: 'card', card: await made });
const form = async (made: Form | Promise<Form>): Promise<Reply> => ({ type: 'form', form: await made });

type Verb = (ctx: Context, parts: WithServices, rest: string) => Promise<Reply>;

const verbs: Record<string, Verb> = {
  '': (ctx, parts) => card(deskCard(ctx, parts)),
  template: (ctx, parts) => card(templateCard(ctx, parts)),
  hub: (ctx, parts) => card(hubCard(ctx, parts)),
  find: (ctx, parts, rest) => (rest ? card(findCard(ctx, parts, rest)) : form(findPersonForm(ctx))),
  whitelist: (ctx, parts) => form(whitelistForm(ctx, parts, 0)),
  mapping: (ctx, parts) => form(mappingForm(ctx, parts)),
  mappings: (ctx, parts, rest) => card(listCard(ctx, parts, queryOf(ctx, rest))),
};

/** `/partner`: what the desk can do; `template`, `hub`, `find`, `whitelist`, `mapping`, `mappings`. */
export async function runCommand(ctx: Context, parts: WithServices, text: string): Promise<Reply> {
  const [verb = '', ...rest] = text.split(/\s+/);
  const run = verbs[verb.toLowerCase()];
  if (!run) throw new Refusal(msg('partner.command.usage'));
  return run(ctx, parts, rest.join(' ').trim());
}

/** A typed filter, by its name or its words, or else a text to look for. */
function queryOf({ t }: Context, typed: string) {
  const wanted = typed.toLowerCase();
  const filter = mappingFilters.find(
    (one: MappingFilter) => one === wanted || t(`partner.filter.${one}`).toLowerCase() === wanted,
  );
  return filter ? { filter } : decodeQuery(['', '', typed]);
}
