import type { Part } from '../../../chat/card.ts';
import { Detour } from '../../../chat/detour.ts';
import { chosenOf, textOf } from '../../../chat/form.ts';
import type { Actor, Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { type Message, msg, type Translate } from '../../../core/texts/index.ts';
import type { LoggedAction } from '../../../db/audit.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import type { EmptyField } from '../../../pades/empty-fields.ts';
import type { Act, Given, Offering } from '../../../records/act.ts';
import { moved } from '../../../records/moving.ts';
import { notRegisteredCard } from '../cards/not-registered.ts';
import type { DeskDeps } from '../deps.ts';
import type { Certificate, Signer } from '../model.ts';
import { signerOfPerson } from '../store.ts';
import { places, type Signing, type SigningPlace } from './model.ts';
import {
  freeFieldsOf,
  whyNotDecline,
  whyNotEnd,
  whyNotSignDocument,
  whyNotWithdrawSigning,
} from './rules.ts';
import { holdSigning } from './store.ts';

/** Signs (G-7). What the file gets is written by a job, one signature after the other. */
export const signing: Pick<Offering<Signing>, 'opens' | 'title' | 'button' | 'whyNot'> = {
  opens: 'sign.sign',
  title: 'sign.sign.title',
  button: 'sign.button.sign',
  whyNot: (record, { actor }) => whyNotSignDocument(actor, record),
};

interface Agreeing extends Given {
  /** Null where it is a field of the file. */
  place: SigningPlace | null;
  /** Counted from 1; null for the last one. */
  page: number | null;
  field: string | null;
}

/** Stands before the name of a field of the file. */
const ofField = 'FIELD:';

/** Where the initial goes, and a code; whoever may not sign is told why, and what comes next (G-1). */
export const signDocument = ({ db }: Pick<DeskDeps, 'db'>): Act<Signing, Signing, Agreeing> => ({
  ...signing,
  submit: 'sign.sign.submit',
  shown: ({ t }, { note, emptyFields }) => [
    ...(note ? [{ type: 'quote' as const, label: t('sign.field.note'), text: note }] : []),
    ...notOffered(t, emptyFields),
  ],
  async fields(ctx, record) {
    const { t } = ctx;
    requireRegistered(ctx, await signerOfPerson(db, ctx.actor.id));
    return [
      {
        type: 'choice',
        name: 'place',
        label: t('sign.field.place'),
        choices: [
          ...places.map((value) => ({ value: value as string, label: t(`sign.place.${value}`) })),
          ...freeFieldsOf(record).map(({ name, page }) => ({
            value: `${ofField}${name}`,
            label: t('sign.place.field', { name, page }),
          })),
        ],
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
    ];
  },
  read(values, errors) {
    const [chosen] = chosenOf(values, 'place');
    if (chosen?.startsWith(ofField)) return { place: null, page: null, field: chosen.slice(ofField.length) };
    const place = places.find((one) => one === chosen) ?? places[0];
    const typed = place === 'AFTER_TEXT' ? '' : textOf(values, 'page');
    if (typed && !/^[1-9]\d{0,4}$/.test(typed)) errors.page = msg('sign.error.pageNumber');
    return { place, page: typed ? Number(typed) : null, field: null };
  },
  async write(tx, ctx, { id }, { place, page, field }) {
    const held = await holdSigning(tx, id);
    if (!held || whyNotSignDocument(ctx.actor, held)) return null;
    const { pages } = held;
    if (page !== null && page > pages) throw new FieldErrors({ page: msg('sign.error.page', { pages }) });
    if (field !== null && !freeFieldsOf(held).some(({ name }) => name === field))
      throw new FieldErrors({ place: msg('sign.error.fieldTaken', { name: field }) });
    // Whoever revokes it from now on takes the key away, and the job that writes undoes this.
    const { certificate } = requireRegistered(ctx, await signerOfPerson(tx, ctx.actor.id));
    const [agreed] = await tx.query<{ id: number }>(
      `UPDATE signing_party SET agreed_at = $3, place = $4::signing_place, page = $5, field = $6, certificate_id = $7
       WHERE signing_id = $1 AND person_id = $2 AND agreed_at IS NULL RETURNING id`,
      [id, ctx.actor.id, ctx.now, place, page, field, certificate.id],
    );
    if (!agreed) return null;
    await enqueue(tx, 'sign.write', { party: agreed.id }, { queue: `signing:${id}` });
    return { action: 'sign.agreed', data: { serial: certificate.serial } };
  },
  done: { text: 'sign.done.agreed', tone: 'good' },
});

/** As many names as fit into a sentence. */
const namedFields = 5;

/** Why some of the file's own signature fields are not among the places. */
function notOffered(t: Translate, emptyFields: readonly EmptyField[]): Part[] {
  return [...new Set(emptyFields.flatMap(({ whyNot }) => whyNot ?? []))].map((whyNot) => {
    const names = emptyFields.filter((one) => one.whyNot === whyNot).map(({ name }) => name);
    const some = names.slice(0, namedFields).join(', ') + (names.length > namedFields ? ', …' : '');
    return { type: 'text', text: t(`sign.fieldNotUsed.${whyNot}`, { names: some }) };
  });
}

/** Whoever has a certificate that holds; throws the Detour that leads to one (G-1). */
function requireRegistered(ctx: Context, signer: Signer | null): { certificate: Certificate } {
  const unregistered = notRegisteredCard(ctx, signer);
  if (unregistered) throw new Detour(unregistered);
  if (!signer?.certificate) throw new Error('whoever is registered has a certificate');
  return { certificate: signer.certificate };
}

type SigningAct = Act<Signing>;

/** Ends it for all, where it still waits and this person still may. */
const ends = (
  to: 'DECLINED' | 'WITHDRAWN' | 'ENDED',
  action: LoggedAction,
  whyNot: (actor: Actor, signing: Signing) => Message | null,
): Pick<SigningAct, 'whyNot' | 'write'> => ({
  whyNot: (signing, { actor }) => whyNot(actor, signing),
  async write(tx, { actor }, { id }) {
    const held = await holdSigning(tx, id);
    if (!held || whyNot(actor, held)) return null;
    return (await moved(tx, 'signing', held, to)) ? { action, to } : null;
  },
});

/** Says no, which ends it for all; what others have signed before stays theirs. */
export const decline: SigningAct = {
  opens: 'sign.decline',
  title: 'sign.decline.title',
  button: 'sign.button.decline',
  text: 'sign.decline.text',
  ends: true,
  submit: 'sign.decline.submit',
  reason: { label: 'sign.field.reason', required: true },
  ...ends('DECLINED', 'sign.declined', whyNotDecline),
  done: { text: 'sign.done.declined', tone: 'bad' },
};

export const withdrawSigning: SigningAct = {
  opens: 'sign.take-back',
  title: 'sign.takeBack.title',
  button: 'sign.button.takeBack',
  text: 'sign.takeBack.text',
  ends: true,
  evenReturned: true,
  submit: 'sign.takeBack.submit',
  ...ends('WITHDRAWN', 'sign.takenBack', whyNotWithdrawSigning),
  done: { text: 'sign.done.takenBack', tone: 'neutral' },
};

/** An ADMIN ends it for all, with a reason that all are told. */
export const endSigning: SigningAct = {
  opens: 'sign.end',
  title: 'sign.end.title',
  button: 'sign.button.end',
  text: 'sign.end.text',
  ends: true,
  evenReturned: true,
  submit: 'sign.end.submit',
  reason: { label: 'sign.field.reason', required: true },
  ...ends('ENDED', 'sign.ended', whyNotEnd),
  done: { text: 'sign.done.ended', tone: 'bad' },
};

/** What a card of it offers, in the order of its buttons; those of forms of their own besides. */
export const signingActs = [decline, withdrawSigning, endSigning];
export const offeredActs: readonly Offering<Signing>[] = [signing, ...signingActs];
