import { cardReply, formReply } from '../../chat/answers.ts';
import type { OfferedWord, Reply, Verb } from '../../chat/desk.ts';
import type { WordOf } from '../../core/commands.ts';
import type { Context } from '../../core/context.ts';
import { Refusal } from '../../core/errors.ts';
import { readNumber } from '../../core/numbers.ts';
import { msg } from '../../core/texts/index.ts';
import { visible } from '../../records/kind.ts';
import { hubCard, templateCard } from './accounts/cards.ts';
import { deskCard } from './cards/desk.ts';
import { decodeQuery, listCard } from './cards/list.ts';
import { mappingCard } from './cards/mapping.ts';
import { findCard } from './cards/person.ts';
import type { WithServices } from './deps.ts';
import { findPersonForm } from './forms/find.ts';
import { mappingForm } from './forms/mapping.ts';
import { whitelistForm } from './forms/whitelist.ts';
import { mappings } from './mappings/kind.ts';
import { isDirectoryAdmin } from './rules.ts';
import { isOfficial, type MappingFilter, mappingFilters, mappingIdOf } from './store.ts';

declare module '../../core/commands.ts' {
  interface Commands {
    partner: keyof ReturnType<typeof verbsOf>;
  }
}

/** `/partner`: what the desk can do; `template`, `hub`, `find`, `whitelist`, `mapping`, `mappings`, `show MAP-…`. */
export function verbsOf(deps: WithServices) {
  return {
    '': (ctx) => cardReply(deskCard(ctx, deps)),
    template: (ctx) => cardReply(templateCard(ctx, deps)),
    hub: (ctx) => cardReply(hubCard(ctx, deps)),
    find: (ctx, rest) => (rest ? cardReply(findCard(ctx, deps, rest)) : formReply(findPersonForm(ctx))),
    whitelist: (ctx) => formReply(whitelistForm(ctx, deps, 0)),
    mapping: (ctx) => formReply(mappingForm(ctx, deps)),
    mappings: (ctx, rest) => cardReply(listCard(ctx, deps, queryOf(ctx, rest))),
    show: (ctx, rest) => openNumber(ctx, deps, readNumber('MAP', rest)),
  } satisfies Record<string, Verb>;
}

/** Directory admins may use every word; officials look at the mappings of their own positions (P-12). */
export async function offeredWords(
  { actor }: Context,
  { db }: WithServices,
): Promise<OfferedWord<WordOf<'partner'>>[]> {
  const manages = isDirectoryAdmin(actor);
  if (!manages && !(await isOfficial(db, actor))) return [];
  const managing: OfferedWord<WordOf<'partner'>>[] = [
    { verb: 'template', says: 'partner.word.template' },
    { verb: 'hub', says: 'partner.word.hub' },
    { verb: 'find', says: 'partner.word.find' },
    { verb: 'whitelist', says: 'partner.word.whitelist' },
    { verb: 'mapping', says: 'partner.word.mapping' },
  ];
  return [
    { verb: '', says: 'partner.word.desk' },
    ...(manages ? managing : []),
    { verb: 'mappings', says: 'partner.word.mappings' },
    { verb: 'show', rest: 'MAP-…', says: 'partner.word.show' },
  ];
}

/** The mapping with this number. */
export async function openNumber(ctx: Context, deps: WithServices, number: string | null): Promise<Reply> {
  if (!number) throw new Refusal(msg('partner.command.number'));
  const id = await mappingIdOf(deps.db, number);
  return cardReply(visible(deps.db, mappings, ctx, id).then((mapping) => mappingCard(ctx, deps, mapping)));
}

/** A typed filter, by its name or its words, or else a text to look for. */
function queryOf({ t }: Context, typed: string) {
  const wanted = typed.toLowerCase();
  const filter = mappingFilters.find(
    (one: MappingFilter) => one === wanted || t(`partner.filter.${one}`).toLowerCase() === wanted,
  );
  return filter ? { filter } : decodeQuery(['', '', typed]);
}
