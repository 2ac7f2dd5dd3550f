import type { AttachmentInfo } from '../../../attachments/attachments.ts';
import { claimFile } from '../../../attachments/kept.ts';
import { idOf } from '../../../chat/action.ts';
import type { Choice } from '../../../chat/card.ts';
import { doneWith } from '../../../chat/done.ts';
import {
  chosenOf,
  type Field,
  type Form,
  type FormResult,
  filesOf,
  linesOf,
  newForm,
  type Values,
} from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { type Message, msg, type Translate } from '../../../core/texts/index.ts';
import { type Numbered, numbered } from '../../../db/numbers.ts';
import type { EmptyField } from '../../../pades/empty-fields.ts';
import { holdPeople } from '../../../people/held.ts';
import { personChoice, searchPeople } from '../../../people/register.ts';
import { logNew } from '../../../records/act.ts';
import { subjectOf, visible } from '../../../records/kind.ts';
import { once } from '../../../records/once.ts';
import { signingCard } from '../cards/signing.ts';
import type { DeskDeps } from '../deps.ts';
import { signings } from './kind.ts';
import { askerOf, givenPdfField, pdfField, takePdf } from './pdf-field.ts';
import { mostParties } from './rules.ts';
import { openSignings, pdfContent } from './store.ts';

const maxNote = 500;
const others = Array.from({ length: mostParties - 1 }, (_, n) => `signer${n + 1}`);

/** PDFs of a message that the form is opened for; or what they are called, where the platform does not hand them out. */
type OfMessage = { files: readonly AttachmentInfo[] } | { unfetched: string };

/** Which PDF, and who signs it: oneself, others, or both, in any order or in the one in which they are named (G-7). */
export function pdfForm({ t }: Context, maxBytes: number, given: OfMessage | null = null): Form {
  return newForm(t, {
    id: 'sign.pdf',
    title: t('sign.pdf.title'),
    submit: t('sign.pdf.submit'),
    fields: [
      ...documentFields(t, maxBytes, given),
      {
        type: 'choice',
        name: 'me',
        label: t('sign.field.me'),
        choices: [
          { value: 'yes', label: t('sign.me.yes') },
          { value: 'no', label: t('sign.me.no') },
        ],
        value: 'yes',
        style: 'radio',
      },
      ...others.map(
        (name, n): Field => ({
          type: 'search',
          name,
          label: t('sign.field.other', { n: n + 1 }),
          placeholder: t('sign.field.otherSearch'),
          optional: true,
        }),
      ),
      {
        type: 'choice',
        name: 'order',
        label: t('sign.field.order'),
        choices: [
          { value: 'any', label: t('sign.order.any') },
          { value: 'named', label: t('sign.order.named') },
        ],
        value: 'any',
        style: 'radio',
      },
      {
        type: 'text',
        name: 'note',
        label: t('sign.field.note'),
        multiline: true,
        maxLength: maxNote,
        optional: true,
      },
    ],
  });
}

function documentFields(t: Translate, maxBytes: number, given: OfMessage | null): Field[] {
  if (given && 'files' in given) return [givenPdfField(t, given.files)];
  const field = pdfField(t, t('sign.field.documentHint', { max: maxBytes / 1024 / 1024 }), maxBytes);
  if (!given) return [field];
  const text = t('sign.pdf.unfetched', { names: given.unfetched });
  return [{ type: 'show', part: { type: 'text', text } }, field];
}

/** People who may be asked, by words of their name or address. */
export async function searchSigners({ db }: Pick<DeskDeps, 'db'>, query: string): Promise<Choice[]> {
  const people = await searchPeople(db, query);
  return people.map(personChoice);
}

/** Takes the file and whoever is to sign it, once for one form, and shows what has become of it: with a button to sign at once. */
export async function submitPdf(
  ctx: Context,
  deps: DeskDeps,
  [key = '']: string[],
  values: Values,
): Promise<FormResult> {
  let claimsPdfA = false;
  const { id, number } = await once(
    () => madeWith(deps, ctx, key),
    async () => {
      const given = await givenIn(ctx, deps, values);
      ({ claimsPdfA } = given);
      return make(ctx, deps, given, key);
    },
  );
  const signing = await visible(deps.db, signings, ctx, id);
  const done = ctx.t(claimsPdfA ? 'sign.done.signingMadePdfA' : 'sign.done.signingMade', { number });
  return doneWith(ctx.t, done, await signingCard(ctx, signing, deps.db));
}

interface Given {
  people: number[];
  inOrder: boolean;
  note: string | null;
  fileId: number;
  pages: number;
  emptyFields: EmptyField[];
  claimsPdfA: boolean;
}

async function givenIn(ctx: Context, deps: DeskDeps, values: Values): Promise<Given> {
  const errors: Record<string, Message> = {};
  const me = chosenOf(values, 'me')[0] !== 'no';
  const named = others.flatMap((name) => {
    const [chosen] = chosenOf(values, name);
    return chosen ? [{ name, id: idOf(chosen) }] : [];
  });
  const people = [...(me ? [ctx.actor.id] : []), ...named.map(({ id }) => id)];
  for (const [n, { name, id }] of named.entries())
    if (people.indexOf(id) !== n + (me ? 1 : 0)) errors[name] = msg('sign.error.twice');
  const note = linesOf(values, 'note');
  if (people.length === 0) errors[others[0] ?? 'me'] = msg('sign.error.nobody');
  if (note.length > maxNote) errors.note = msg('error.tooLong', { max: maxNote });
  if (filesOf(values, 'document').length + chosenOf(values, 'document').length === 0)
    errors.document = msg('sign.error.document');
  if (Object.keys(errors).length > 0) throw new FieldErrors(errors);
  const inOrder = chosenOf(values, 'order')[0] === 'named';
  return { people, inOrder, note: note || null, ...(await pdfIn(ctx, deps, values)) };
}

/** The one PDF that was given; what stands against signing it is said at the field. */
async function pdfIn(
  ctx: Context,
  deps: Pick<DeskDeps, 'db' | 'attachments' | 'pdf' | 'maxPdfBytes'>,
  values: Values,
): Promise<Pick<Given, 'fileId' | 'pages' | 'emptyFields' | 'claimsPdfA'>> {
  const file = await takePdf(ctx, deps, values);
  const { obstacles, ...found } = await deps.pdf.inspect(askerOf(ctx), () => pdfContent(deps.db, file.id));
  const [obstacle] = obstacles;
  if (obstacle) throw new FieldErrors({ document: msg(`sign.obstacle.${obstacle}`, { name: file.name }) });
  return { fileId: file.id, ...found };
}

async function madeWith({ db }: Pick<DeskDeps, 'db'>, ctx: Context, key: string): Promise<Numbered | null> {
  const [made] = await db.query<Numbered>(
    'SELECT id, number FROM signing WHERE submission_key = $1 AND requester_id = $2',
    [key, ctx.actor.id],
  );
  return made ?? null;
}

async function make(ctx: Context, deps: DeskDeps, given: Given, key: string): Promise<Numbered> {
  const { db, admit } = deps;
  const { people, inOrder, note, fileId, pages, emptyFields } = given;
  const id = await db.transaction(ctx, async (tx) => {
    await admit(tx, ctx, openSignings);
    const known = await holdPeople(tx, people);
    if (known.length < new Set(people).size) throw new FieldErrors({ signer1: msg('sign.error.gone') });
    const [made] = await tx.query<{ id: number }>(
      `INSERT INTO signing (requester_id, original_id, current_id, in_order, note, pages, empty_fields, created_at, submission_key)
       VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (submission_key) DO NOTHING RETURNING id`,
      [ctx.actor.id, fileId, inOrder, note, pages, JSON.stringify(emptyFields), ctx.now, key],
    );
    if (!made) return null;
    const subject = subjectOf(signings, made.id);
    const kept = await claimFile(tx, ctx, fileId, { record: subject });
    await tx.query('UPDATE signing SET original_id = $2, current_id = $2 WHERE id = $1', [made.id, kept]);
    await tx.query(
      `INSERT INTO signing_party (signing_id, person_id, turn)
       SELECT $1, y.person_id, y.turn FROM unnest($2::int[]) WITH ORDINALITY AS y(person_id, turn)`,
      [made.id, people],
    );
    const record = await signings.seen(tx, ctx, made.id);
    if (!record) throw new Error('a signing that was just made is not there');
    const { sha256, name } = record.file;
    await logNew(tx, signings, ctx, record, { action: 'sign.asked', data: { sha256, name, people } });
    return made.id;
  });
  // The same form at the same moment: the other one has made it.
  if (id === null) {
    const twin = await madeWith(deps, ctx, key);
    if (twin) return twin;
    throw new Error('a signing with this key is somebody else’s');
  }
  return numbered(db, 'signing', id);
}
