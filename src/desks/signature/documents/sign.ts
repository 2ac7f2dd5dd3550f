import { randomUUID } from 'node:crypto';
import { codeField } from '../../../authenticators/authenticators.ts';
import { idOf } from '../../../chat/action.ts';
import type { Codes } from '../../../chat/codes.ts';
import type { Reply } from '../../../chat/desk.ts';
import { becomes, doneWith, passed } from '../../../chat/done.ts';
import { chosenOf, type Field, type FormResult, textOf, type Values } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { msg, type TextKey } from '../../../core/texts/index.ts';
import { perform, permitted } from '../../../records/act.ts';
import { subjectOf, visible } from '../../../records/kind.ts';
import { wasDone } from '../../../records/once.ts';
import { notRegisteredCard } from '../cards/not-registered.ts';
import { signingCard } from '../cards/signing.ts';
import type { DeskDeps } from '../deps.ts';
import { signerOfPerson } from '../store.ts';
import { type Agreeing, agreeing, type Placed, signDocument } from './acts.ts';
import { signings } from './kind.ts';
import { places, type Signing, type SigningPlace } from './model.ts';
import { pades } from './pades-later.ts';
import { contentOf } from './store.ts';

const atPlace: Record<SigningPlace, TextKey> = {
  AFTER_TEXT: 'sign.place.AFTER_TEXT',
  BOTTOM_RIGHT: 'sign.place.BOTTOM_RIGHT',
  BOTTOM_LEFT: 'sign.place.BOTTOM_LEFT',
  TOP_RIGHT: 'sign.place.TOP_RIGHT',
  TOP_LEFT: 'sign.place.TOP_LEFT',
};

/** Where the initial goes, and a code; whoever may not sign is told why, and what comes next (G-1). */
export async function signForm(ctx: Context, deps: DeskDeps, id: number): Promise<Reply> {
  const { db, authenticators } = deps;
  const signing = await permitted(db, signings, signDocument, ctx, await signings.seen(db, ctx, id));
  const unregistered = notRegisteredCard(ctx, await signerOfPerson(db, ctx.actor.id));
  if (unregistered) return { type: 'card', card: unregistered };
  const { t } = ctx;
  const show = (field: ReturnType<typeof signings.shown>[number]): Field => ({ type: 'show', part: field });
  return {
    type: 'form',
    form: {
      id: 'sign.sign',
      title: t('sign.sign.title'),
      state: [String(id), randomUUID()],
      submit: t('sign.sign.submit'),
      close: t('form.cancel'),
      fields: [
        ...signings.shown(ctx, signing).map(show),
        ...(signing.note ? [show({ type: 'quote', label: t('sign.field.note'), text: signing.note })] : []),
        {
          type: 'choice',
          name: 'place',
          label: t('sign.field.place'),
          choices: places.map((value) => ({ value, label: t.message({ key: atPlace[value] }) })),
          value: places[0],
          style: 'menu',
        },
        {
          type: 'text',
          name: 'page',
          label: t('sign.field.page'),
          hint: t('sign.field.pageHint'),
          maxLength: 5,
          optional: true,
        },
        authenticators.field(t),
      ],
    },
  };
}

/** Signs once for one form. A form that comes again is told what it has done, and its code is not looked at any more. */
export async function submitSign(
  ctx: Context,
  deps: DeskDeps,
  [id = '', key = '']: string[],
  values: Values,
  codes: Codes,
): Promise<FormResult> {
  const { db, authenticators } = deps;
  const signing = await visible(db, signings, ctx, idOf(id));
  if (!(await wasDone(db, subjectOf(signings, signing.id), key))) {
    await permitted(db, signings, signDocument, ctx, signing);
    const unregistered = notRegisteredCard(ctx, await signerOfPerson(db, ctx.actor.id));
    if (unregistered) return becomes(ctx.t, unregistered);
    const placed = await placedIn(deps, signing, values);
    const code = await authenticators.check(ctx, codes.of(codeField));
    const given: Agreeing = { reason: null, ...placed, code };
    const acted = await perform(deps, signings, agreeing(deps), ctx, { id: signing.id, key, given });
    if (acted.type === 'passed') return passed(ctx.t, acted.why);
  }
  const now = await visible(db, signings, ctx, signing.id);
  const { number } = now;
  return doneWith(ctx.t, ctx.t('sign.done.agreed', { number }), await signingCard(ctx, deps, now));
}

async function placedIn({ db }: Pick<DeskDeps, 'db'>, { file }: Signing, values: Values): Promise<Placed> {
  const place = places.find((one) => one === chosenOf(values, 'place')[0]) ?? 'AFTER_TEXT';
  const typed = textOf(values, 'page');
  if (!typed || place === 'AFTER_TEXT') return { place, page: null };
  const page = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  const { pages } = (await pades()).inspect(await contentOf(db, file.id));
  if (page < 1 || page > pages) throw new FieldErrors({ page: msg('sign.error.page', { pages }) });
  return { place, page };
}
