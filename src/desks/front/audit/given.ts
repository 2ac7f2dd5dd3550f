import { verifiersOf } from '../../../audit-log/keys.ts';
import type { ActionsOf, FormsOf } from '../../../chat/desk.ts';
import { outcomePage } from '../../../chat/done.ts';
import { type Form, linesOf, newForm } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { FieldErrors, Refusal } from '../../../core/errors.ts';
import { msg } from '../../../core/texts/index.ts';
import { noteOf, readCompactNote, readNotes, signedBy } from '../../../merkle/signed-note.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { onceSent } from '../../../records/once.ts';
import { beginCheck } from './check.ts';
import type { AuditDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'audit-check' | 'audit-witness'> {}
  interface Forms extends Named<'pintu', 'audit-witness'> {}
}

/** What an ADMIN may paste: some heads of days, with the words around them. */
const maxPasted = 3000;

/** Takes the head of a day out of a mail, which nothing of ours can read back (T-1). */
export function witnessForm(ctx: Context): Form {
  requireAdmin(ctx);
  const { t } = ctx;
  return newForm(t, {
    id: 'pintu.audit-witness',
    title: t('audit.witness.give'),
    submit: t('audit.note.check'),
    fields: [
      {
        type: 'text',
        name: 'note',
        label: t('audit.witness.pasted'),
        hint: t('audit.witness.pastedHint'),
        multiline: true,
        maxLength: maxPasted,
      },
    ],
  });
}

export function auditActions(deps: AuditDeps) {
  return {
    'audit-check': { run: (ctx, [note = '']) => checkPressed(ctx, deps, note) },
    'audit-witness': { run: async (ctx) => ({ type: 'form', form: witnessForm(ctx) }) },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

/** The button of a note brings its head back from where our database cannot change it. */
async function checkPressed(ctx: Context, deps: AuditDeps, compact: string) {
  requireAdmin(ctx);
  for (const verifier of await verifiersOf(deps.db, deps.auditKey)) {
    const note = readCompactNote(verifier.origin, compact);
    if (note && signedBy(note, [verifier]))
      return { type: 'text' as const, text: await beginCheck(ctx, deps, noteOf(note)) };
  }
  throw new Refusal(msg('error.oldCard'));
}

export function auditForms(deps: AuditDeps) {
  return {
    'audit-witness': {
      async submit(ctx, [key = ''], values) {
        requireAdmin(ctx);
        const notes = readNotes(linesOf(values, 'note') ?? '');
        if (notes.length === 0) throw new FieldErrors({ note: msg('audit.witness.error.none') });
        const verifiers = await verifiersOf(deps.db, deps.auditKey);
        if (!notes.every((note) => signedBy(note, verifiers)))
          throw new FieldErrors({ note: msg('audit.witness.error.signature') });
        const begun = await onceSent<string>(deps.db, ctx, { form: 'pintu.audit-witness', key }, ({ db }) =>
          beginCheck(ctx, { ...deps, db }, notes.map(noteOf).join('\n')),
        );
        const form = outcomePage(ctx.t, ctx.t('audit.title'), { text: begun, tone: 'neutral' });
        return { type: 'done', form };
      },
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}
