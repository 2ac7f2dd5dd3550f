import type { Choice } from '../../../chat/card.ts';
import { cut } from '../../../chat/cut.ts';
import { chosenOf, type Field, type Form, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import type { Decidable, Look, Way } from '../../../records/several/decidable.ts';
import type { SeveralDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'several'> {}
  interface Forms extends Named<'pintu', 'choose-several', Leads> {}
}

/** So many are decided in one form, and so many stand on a page of it. */
export const mostChosen = 50;
/** So many are looked at for one page: whoever looks for few among many turns over more pages. */
const mostLooked = 100;
const longestLabel = 75;

/** How somebody stands in the choice: what they do, to which page of what they have looked for, and what is chosen on others. */
interface Choosing {
  opens: string;
  query: string;
  /** The last record of the page before. */
  after: number;
  /** The last one that was looked at for this page; 0 where there is no other page. */
  next: number;
  /** Counts the pages, so that nothing is taken for chosen that was on another. */
  turn: number;
  chosen: readonly number[];
}

const encode = ({ opens, query, after, next, turn, chosen }: Choosing): string[] => [
  opens,
  query,
  String(after),
  String(next),
  String(turn),
  chosen.join(','),
];

const decode = ([opens = '', query = '', after, next, turn, chosen = '']: readonly string[]): Choosing => ({
  opens,
  query,
  after: Number(after) || 0,
  next: Number(next) || 0,
  turn: Number(turn) || 0,
  chosen: idsIn(chosen.split(',')),
});

const idsIn = (texts: readonly string[]): number[] => [
  ...new Set(texts.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0)),
];

/** A way of deciding records of which some wait for this person. */
interface Offered {
  of: Decidable;
  way: Way;
}

/** What may be decided several at once: of the kinds of which something waits, every way that asks for a reason alone. */
async function offered(ctx: Context, kinds: readonly Decidable[]): Promise<Offered[]> {
  const waiting = await Promise.all(
    kinds.map(async (of) => ((await of.waiting(ctx)).length > 0 ? [of] : [])),
  );
  return waiting.flat().flatMap((of) => openWays(of).map((way) => ({ of, way })));
}

/** Each once, however many stages of a record have it. */
const openWays = ({ ways }: Decidable): Way[] => {
  const open = ways.filter(({ alone }) => !alone);
  return open.filter(({ opens }, place) => open.findIndex((one) => one.opens === opens) === place);
};

/** What somebody does to several, of all that may be done so; a Refusal for what nobody may. */
export function wayOf(kinds: readonly Decidable[], opens: string): Offered {
  for (const of of kinds) {
    const way = openWays(of).find((one) => one.opens === opens);
    if (way) return { of, way };
  }
  throw new Refusal(msg('error.oldCard'));
}

/** The first page of the choice, by which it opens. */
export const openChoice = (ctx: Context, deps: SeveralDeps): Promise<Form> =>
  choiceForm(ctx, deps, { opens: '', query: '', after: 0, next: 0, turn: 0, chosen: [] });

/** The choice as it stands after something was pressed in it. */
export function turned(
  ctx: Context,
  deps: SeveralDeps,
  state: readonly string[],
  values: Values,
  changed: string,
): Promise<Form> {
  const before = decode(state);
  const opens = chosenOf(values, 'way')[0] ?? before.opens;
  const turn = before.turn + 1;
  // What was chosen of one way is nothing of another's.
  if (opens !== before.opens)
    return choiceForm(ctx, deps, { opens, query: '', after: 0, next: 0, turn, chosen: [] });
  const now = { ...before, turn, chosen: allChosen(before, values) };
  if (changed === 'find')
    return choiceForm(ctx, deps, { ...now, query: textOf(values, 'query').slice(0, 40), after: 0 });
  if (changed === 'next' && now.next > 0) return choiceForm(ctx, deps, { ...now, after: now.next });
  if (changed === 'first') return choiceForm(ctx, deps, { ...now, after: 0 });
  return choiceForm(ctx, deps, now, changed === 'all');
}

/** What is chosen on this page and on the others. */
const allChosen = ({ chosen }: Choosing, values: Values): number[] => [
  ...new Set([...chosen, ...idsIn(chosenOf(values, 'records'))]),
];

/** What somebody has chosen, once they go on. */
export function chosenIn(
  state: readonly string[],
  values: Values,
): { opens: string; ids: readonly number[] } {
  const choosing = decode(state);
  const ids = allChosen(choosing, values);
  if (ids.length === 0) throw new FieldErrors({ records: msg('several.error.none') });
  if (ids.length > mostChosen)
    throw new FieldErrors({ records: msg('several.error.tooMany', { count: ids.length, max: mostChosen }) });
  return { opens: chosenOf(values, 'way')[0] ?? choosing.opens, ids };
}

async function choiceForm(ctx: Context, deps: SeveralDeps, choosing: Choosing, isAll = false): Promise<Form> {
  const { t } = ctx;
  const ways = await offered(ctx, deps.decidables);
  const { of, way } = ways.find(({ way: { opens } }) => opens === choosing.opens) ?? ways[0] ?? {};
  if (!of || !way) throw new Refusal(msg('several.refuse.nothing'));
  const { looks, next } = await pageOf(ctx, deps, of, way, choosing);
  const onPage = looks.map(({ id }) => id);
  const others = choosing.chosen.filter((id) => !onPage.includes(id));
  const room = mostChosen - others.length;
  const here = isAll ? onPage.slice(0, room) : onPage.filter((id) => choosing.chosen.includes(id));
  const label = (one: Offered) =>
    `${t.message({ key: one.of.called })} · ${t.message({ key: one.way.label })}`;
  const alone = of.ways.filter((one) => one.alone).map((one) => t.message({ key: one.label }));
  const button = (name: string, text: string): Field => ({ type: 'button', name, label: text });
  const show = (text: string): Field => ({ type: 'show', part: { type: 'text', text, subtle: true } });
  return {
    id: 'pintu.choose-several',
    title: t('several.title'),
    state: encode({ ...choosing, opens: way.opens, next, chosen: others }),
    ...(looks.length + others.length > 0 ? { submit: t('several.goOn') } : {}),
    close: t('form.cancel'),
    fields: [
      show(t('several.text', { max: mostChosen })),
      {
        type: 'choice',
        name: 'way',
        label: t('several.way'),
        style: 'menu',
        choices: ways.map((one): Choice => ({ value: one.way.opens, label: cut(label(one), longestLabel) })),
        value: way.opens,
        redraws: true,
      },
      {
        type: 'text',
        name: 'query',
        label: t('several.query'),
        value: choosing.query,
        maxLength: 40,
        optional: true,
        generation: String(choosing.turn),
      },
      button('find', t('several.find')),
      ...(looks.length > 0
        ? [
            {
              type: 'choices' as const,
              name: 'records',
              label: t('several.records'),
              choices: looks.map(
                ({ id, title }): Choice => ({ value: String(id), label: cut(title, longestLabel) }),
              ),
              value: here.map(String),
              optional: true,
              generation: String(choosing.turn),
            },
            button('all', t('several.all', { count: onPage.length })),
          ]
        : [show(t('several.noneHere'))]),
      ...(others.length > 0 ? [show(t('several.elsewhere', { count: others.length }))] : []),
      ...(next > 0 ? [button('next', t('list.older'))] : []),
      ...(choosing.after > 0 ? [button('first', t('list.start'))] : []),
      ...(alone.length > 0 ? [show(t('several.alone', { ways: [...new Set(alone)].join(', ') }))] : []),
    ],
  };
}

/** The next of those that wait, that this person may decide so and that say what was looked for. */
async function pageOf(
  ctx: Context,
  { db }: SeveralDeps,
  of: Decidable,
  { opens }: Way,
  { query, after }: Choosing,
): Promise<{ looks: Look[]; next: number }> {
  const ids = (await of.waiting(ctx)).filter((id) => id > after);
  const sought = query.toLowerCase();
  const looks: Look[] = [];
  for (const [place, id] of ids.entries()) {
    if (looks.length === mostChosen || place === mostLooked) return { looks, next: ids[place - 1] ?? 0 };
    const look = await of.look(db, ctx, id);
    if (!look?.open.some((one) => one.opens === opens)) continue;
    const says = [look.title, ...look.said.map(({ value }) => value)].join('\n').toLowerCase();
    if (says.includes(sought)) looks.push(look);
  }
  return { looks, next: 0 };
}
