import { changeMarks, type Mark, type Markable, marked, type StepUp } from '../../authenticators/step-up.ts';
import { action } from '../../chat/action.ts';
import { opensForm, showsCard } from '../../chat/answers.ts';
import type { Card, Choice } from '../../chat/card.ts';
import type { Codes } from '../../chat/codes.ts';
import type { ActionsOf, FormsOf } from '../../chat/desk.ts';
import { doneWith } from '../../chat/done.ts';
import { chosenOf, type Field, type Form, type FormResult, type Values, withKey } from '../../chat/form.ts';
import type { Context } from '../../core/context.ts';
import type { Database } from '../../db/database.ts';
import { requireAdmin } from '../../people/grants.ts';
import { markableActs } from '../../records/buttons.ts';
import { onceSent } from '../../records/once.ts';
import type { CompleteDesk } from '../house.ts';
import { answers } from './claims/acts.ts';
import { namingForOthers } from './delegation/make.ts';

declare module '../../core/names.ts' {
  interface Actions extends Named<'pintu', 'step-up' | 'change-step-up'> {}
  interface Forms extends Named<'pintu', 'change-step-up'> {}
}

export interface StepUpDeps {
  db: Database;
  stepUp: StepUp;
  /** Those that have something to mark. */
  desks: readonly Pick<CompleteDesk, 'markable'>[];
}

/** All that may be marked, in the reader's language. */
async function markables(ctx: Context, { desks }: StepUpDeps): Promise<Markable[]> {
  const own: Markable[] = [
    { mark: 'pintu.grant', label: ctx.t('stepUp.grant') },
    ...namingForOthers.map((mark) => ({ mark, label: ctx.t('stepUp.delegate') })),
    ...markableActs(ctx.t, ctx.t('claim.title'), answers),
  ];
  const theirs = await Promise.all(desks.map((desk) => desk.markable?.(ctx) ?? []));
  return [...theirs.flat(), ...own];
}

/** What asks for a code when it is decided. */
export async function stepUpCard(ctx: Context, deps: StepUpDeps): Promise<Card> {
  requireAdmin(ctx);
  const { t } = ctx;
  const standing = await marked(deps.db);
  const items = (await markables(ctx, deps)).filter(({ mark }) => standing.has(mark));
  return {
    title: t('stepUp.title'),
    parts: [
      { type: 'text', text: t('stepUp.text') },
      {
        type: 'list',
        items: items.map(({ label }) => ({ title: label, text: '' })),
        empty: t('stepUp.nothing'),
      },
    ],
    buttons: [
      {
        label: t('stepUp.change'),
        style: 'primary',
        does: { action: action('pintu.change-step-up') },
      },
    ],
    again: action('pintu.step-up'),
  };
}

const isSystem = ({ mark }: Markable): boolean => mark.startsWith('system:');

/** Whoever changes what asks for a code shows one: nobody turns it off with somebody's unlocked chat alone. */
async function changeForm(ctx: Context, deps: StepUpDeps): Promise<Form> {
  requireAdmin(ctx);
  const { t } = ctx;
  const code = await deps.stepUp.fields(ctx, 'always');
  const all = await markables(ctx, deps);
  const standing = await marked(deps.db);
  const field = (name: string, label: string, some: readonly Markable[]): Field[] =>
    some.length === 0
      ? []
      : [
          {
            type: 'choices',
            name,
            label,
            choices: some.map(({ mark, label }): Choice => ({ value: mark, label })),
            value: some.flatMap(({ mark }) => (standing.has(mark) ? [mark] : [])),
            optional: true,
          },
        ];
  return {
    id: 'pintu.change-step-up',
    title: t('stepUp.change'),
    // What was seen: what another ADMIN marks meanwhile stays.
    state: withKey((key) => [...all.flatMap(({ mark }) => (standing.has(mark) ? [mark] : [])), key]),
    submit: t('stepUp.save'),
    close: t('form.cancel'),
    fields: [
      ...field(
        'acts',
        t('stepUp.acts'),
        all.filter((one) => !isSystem(one)),
      ),
      ...field('systems', t('stepUp.systems'), all.filter(isSystem)),
      ...code,
    ],
  };
}

async function submitChange(
  ctx: Context,
  deps: StepUpDeps,
  state: readonly string[],
  values: Values,
  codes: Codes,
): Promise<FormResult> {
  requireAdmin(ctx);
  const chosen: readonly string[] = [...chosenOf(values, 'acts'), ...chosenOf(values, 'systems')];
  const all = await markables(ctx, deps);
  const among = (some: readonly string[], others: readonly string[]) =>
    all.filter(({ mark }: { mark: Mark }) => some.includes(mark) && !others.includes(mark));
  // A form that an older version of the program opened ends with a mark, and has no key.
  const isMark = all.some(({ mark }) => mark === state.at(-1));
  const [seen, key] = isMark ? [state, ''] : [state.slice(0, -1), state.at(-1) ?? ''];
  await onceSent(deps.db, ctx, { form: 'pintu.change-step-up', key }, async ({ db }) => {
    const { shown, use } = await deps.stepUp.prove(ctx, 'always', codes);
    await db.transaction(ctx, async (tx) => {
      await changeMarks(tx, ctx, { add: among(chosen, seen), remove: among(seen, chosen) }, shown);
      await use(tx);
    });
  });
  return doneWith(ctx.t, ctx.t('stepUp.saved'), await stepUpCard(ctx, deps));
}

export function stepUpActions(deps: StepUpDeps) {
  return {
    'step-up': showsCard((ctx) => stepUpCard(ctx, deps)),
    'change-step-up': opensForm((ctx) => changeForm(ctx, deps)),
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function stepUpForms(deps: StepUpDeps) {
  return {
    'change-step-up': {
      submit: (ctx, state, values, codes) => submitChange(ctx, deps, state, values, codes),
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}
