import type { Context } from '../core/context.ts';
import { FieldErrors, Refusal } from '../core/errors.ts';
import type { Cursor, Page } from '../core/pages.ts';
import type { Message, Translate } from '../core/texts/index.ts';
import { type Action, type ActionName, action, idOf } from './action.ts';
import type { Button, Card, Choice, Menu, Part } from './card.ts';
import { longestStart } from './cut.ts';
import type { LeadingHandler } from './desk.ts';
import { becomes } from './done.ts';
import { chosenOf, type Form, type LeadingId, textOf, type Values } from './form.ts';

/** Where in a list somebody is: the page, and what was searched for. A desk's query has this beside its filters. */
export interface ListPlace extends Cursor {
  text?: string;
}

/**
 * A list of a desk, as far as all lists are alike: its page, its filters and its search travel in its own buttons. The
 * actions are the desk's; each gets the query as `encode` writes it.
 */
export interface List<Query extends ListPlace> {
  /** The action that shows the list. */
  show: ActionName;
  /** The action that opens the search, and the name of its form. */
  find: ActionName & LeadingId;
  /** The action of the menus: before the query it gets the name of the filter that was chosen in. */
  narrow: ActionName;
  encode(query: Query): string[];
}

/** An action's arguments are short (`encodeAction`), so what is searched for is. */
export const maxSearch = 40;
/** Signs beyond ASCII become several in an action. */
const maxEncoded = 150;

/** As much of what somebody looks for as an action carries, in whole characters. */
export function sought(text: string): string {
  const fits = (part: string) => part.length <= maxSearch && encodeURIComponent(part).length <= maxEncoded;
  return longestStart(text, maxSearch, fits);
}

/** The last arguments of every list's query. */
export function encodePlace({ before, after, text }: ListPlace): [cursor: string, text: string] {
  return [before ? `b${before}` : after ? `a${after}` : '', text ?? ''];
}

/** A cursor that `encodePlace` cannot have made is no page's: whatever it came with is no card of ours any more. */
export function decodePlace([cursor = '', text = '']: string[]): ListPlace {
  const at = idOf(cursor.slice(1)) || undefined;
  if (cursor && !(at && /^[ab]/.test(cursor))) throw new Refusal({ key: 'error.oldCard' });
  return {
    before: cursor.startsWith('b') ? at : undefined,
    after: cursor.startsWith('a') ? at : undefined,
    text: sought(text) || undefined,
  };
}

/** The same list from its first page: where it is narrowed otherwise, another page's cursor means nothing. */
export function fromStart<Query extends ListPlace>(
  query: Query,
  change: Partial<Query> | ListPlace = {},
): Query {
  return { ...query, before: undefined, after: undefined, ...change };
}

export function showing<Query extends ListPlace>(
  list: Pick<List<Query>, 'show' | 'encode'>,
  query: Query,
): Action {
  return action(list.show, ...list.encode(query));
}

/** The action of a menu that narrows the list by this filter. */
export function narrowing<Query extends ListPlace>(list: List<Query>, query: Query, by: string): Action {
  return action(list.narrow, by, ...list.encode(fromStart(query)));
}

/** A menu of a filter; its first entry, `any`, is no value of any filter and takes it away. */
export function filterMenu<Query extends ListPlace>(
  t: Translate,
  list: List<Query>,
  query: Query,
  filter: { by: string; label: string; choices: Choice[]; chosen: string | undefined },
): Menu {
  const { by, label, choices, chosen = 'any' } = filter;
  // A menu shows only what is chosen, so "all" says all of what.
  const any = { value: 'any', label: `${label}: ${t('list.any')}` };
  return { label, action: narrowing(list, query, by), choices: [any, ...choices], chosen };
}

/** A list with a filter of more values than a menu holds: they are searched in a form. */
export interface SearchedList<Query extends ListPlace> extends List<Query> {
  /** The action that opens the search, and the name of its form; both begin their arguments with the filter's name. */
  pick: ActionName & LeadingId;
}

export interface SearchedFilter {
  by: string;
  label: string;
  /** What the list is narrowed to, in words. */
  chosen: string | undefined;
}

/** What a searched filter narrows the list to, and the buttons that change that and take it away. */
export function searchedFilter<Query extends ListPlace>(
  t: Translate,
  list: SearchedList<Query>,
  query: Query,
  { by, label, chosen }: SearchedFilter,
): Part[] {
  const pick = action(list.pick, by, ...list.encode(fromStart(query)));
  return [
    ...(chosen ? [{ type: 'text' as const, text: t('list.narrowed', { label, chosen }) }] : []),
    {
      type: 'buttons',
      buttons: [
        { label: t('list.pick', { label }), does: { action: pick } },
        ...(chosen
          ? [{ label: t('list.unpick', { label }), does: { action: narrowing(list, query, by) } }]
          : []),
      ],
    },
  ];
}

/** Asks what to narrow the list to; the field has the filter's name. */
export function pickForm<Query extends ListPlace>(
  t: Translate,
  list: SearchedList<Query>,
  query: Query,
  { by, label, placeholder }: { by: string; label: string; placeholder: string },
): Form {
  return {
    id: list.pick,
    title: t('list.narrow'),
    state: [by, ...list.encode(query)],
    submit: t('list.apply'),
    close: t('form.cancel'),
    fields: [{ type: 'search', name: by, label, placeholder }],
  };
}

/** The parts above the rows: the menus, and what was searched for. */
export function listHead(t: Translate, { text }: ListPlace, menus: Menu[]): Part[] {
  const searched: Part[] = text ? [{ type: 'text', text: t('list.searched', { text }), subtle: true }] : [];
  const narrowed: Part[] = menus.length > 0 ? [{ type: 'menus', menus, apply: t('form.apply') }] : [];
  return [...narrowed, ...searched];
}

/** The buttons to the neighbouring pages; all that a list has which is not searched. */
export function pageButtons<Query extends ListPlace>(
  t: Translate,
  list: Pick<List<Query>, 'show' | 'encode'>,
  query: Query,
  { newer, older }: Pick<Page<unknown>, 'newer' | 'older'>,
): Button[] {
  const page = (at: Cursor) => showing(list, fromStart(query, at));
  return [
    ...(newer ? [{ label: t('list.newer'), does: { action: page({ after: newer }) } }] : []),
    ...(older ? [{ label: t('list.older'), does: { action: page({ before: older }) } }] : []),
  ];
}

/** The buttons below the rows: neighbouring pages, the search, and the way back from it. */
export function listButtons<Query extends ListPlace>(
  t: Translate,
  list: List<Query>,
  query: Query,
  page: Pick<Page<unknown>, 'newer' | 'older'>,
): Button[] {
  const unsearched = fromStart(query, { text: undefined });
  const find = action(list.find, ...list.encode(unsearched));
  return [
    ...pageButtons(t, list, query, page),
    { label: t('list.search'), does: { action: find } },
    ...(query.text ? [{ label: t('list.clear'), does: { action: showing(list, unsearched) } }] : []),
  ];
}

/** Asks what to look for; the answer goes to the desk's form of this name, with the query as its state. */
export function findForm<Query extends ListPlace>(
  t: Translate,
  list: List<Query>,
  query: Query,
  words: { title: string; hint: string },
): Form {
  return {
    id: list.find,
    title: words.title,
    state: list.encode(query),
    submit: t('list.search'),
    close: t('form.cancel'),
    fields: [
      {
        type: 'text',
        name: 'text',
        label: t('list.words'),
        hint: words.hint,
        value: query.text,
        maxLength: maxSearch,
      },
    ],
  };
}

/** The query with what was typed in the find form. */
export function searched<Query extends ListPlace>(query: Query, values: Values): Query {
  return { ...query, text: sought(textOf(values, 'text')) || undefined };
}

/** What a find form leads to: the list with what was typed. */
export const showsFound =
  <Query extends ListPlace>(
    decode: (args: string[]) => Query,
    card: (ctx: Context, query: Query) => Promise<Card>,
  ): NonNullable<LeadingHandler['submit']> =>
  async (ctx, state, values) =>
    becomes(ctx.t, await card(ctx, searched(decode(state), values)));

/** What a form leads to in which a list is narrowed by one of many: `missing` is said where none was chosen. */
export const showsPicked =
  <Query>(
    field: string,
    missing: Message,
    narrowed: (args: string[], by: string, chosen: string) => Query,
    card: (ctx: Context, query: Query) => Promise<Card>,
  ): NonNullable<LeadingHandler['submit']> =>
  async (ctx, [by = '', ...state], values) => {
    const [chosen = ''] = chosenOf(values, field);
    if (!chosen) throw new FieldErrors({ [field]: missing });
    return becomes(ctx.t, await card(ctx, narrowed(state, by, chosen)));
  };
