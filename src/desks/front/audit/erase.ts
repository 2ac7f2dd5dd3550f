import { eraseAttested, openIn } from '../../../audit-log/erasing.ts';
import { type PersonalColumn, personalColumns } from '../../../audit-log/line.ts';
import { sealAudit } from '../../../audit-log/sealing.ts';
import type { ActionsOf, FormsOf } from '../../../chat/desk.ts';
import { outcomePage } from '../../../chat/done.ts';
import { chosenOf, type Form, linesOf, newForm, textOf } from '../../../chat/form.ts';
import type { Context } from '../../../core/context.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import { FieldErrors } from '../../../core/errors.ts';
import { isSamePerson, named } from '../../../core/same-person.ts';
import { msg, type TextKey } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import type { Tx } from '../../../db/database.ts';
import { haveErased } from '../../../erasure/log.ts';
import { enqueue } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { requireAdmin } from '../../../people/grants.ts';
import { refreshLater } from '../../../posted/post.ts';
import { onceSent } from '../../../records/once.ts';
import type { AuditDeps, AuditJobDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Actions extends Named<'pintu', 'audit-erase'> {}
  interface Forms extends Named<'pintu', 'audit-erase'> {}
}

const columnNames: Record<PersonalColumn, TextKey> = {
  actor: 'audit.erase.actor',
  reason: 'audit.erase.reason',
  data: 'audit.erase.data',
};

/** Asks what is to be erased from which entry, and why (T-3). */
export function eraseForm(ctx: Context): Form {
  requireAdmin(ctx);
  const { t } = ctx;
  return newForm(t, {
    id: 'pintu.audit-erase',
    title: t('audit.erase.title'),
    ends: t('audit.erase.text'),
    submit: t('audit.erase.submit'),
    fields: [
      {
        type: 'text',
        name: 'entry',
        label: t('audit.erase.entry'),
        hint: t('audit.erase.entryHint'),
        maxLength: 20,
      },
      {
        type: 'choices',
        name: 'columns',
        label: t('audit.erase.columns'),
        choices: personalColumns.map((column) => ({
          value: column,
          label: t.message({ key: columnNames[column] }),
        })),
      },
      {
        type: 'text',
        name: 'why',
        label: t('audit.erase.why'),
        hint: t('audit.erase.whyHint'),
        multiline: true,
        maxLength: 500,
      },
    ],
  });
}

/**
 * Has columns of one entry erased: the demand with its reason, and what says that they are erased, in one transaction; a job erases them once that is
 * sealed. Nobody erases what they did themselves (I-4). Throws FieldErrors.
 */
async function askErasure(
  tx: Tx,
  ctx: Context,
  { entry, columns, why }: { entry: string; columns: readonly PersonalColumn[]; why: string },
): Promise<void> {
  const found = await openIn(tx, entry);
  if (!found) throw new FieldErrors({ entry: msg('audit.erase.error.entry') });
  if (found.isAttesting) throw new FieldErrors({ entry: msg('audit.erase.error.attests') });
  if (isSamePerson(named({ persons: [found.actorId] }), ctx.actor.identity))
    throw new FieldErrors({ entry: msg('audit.erase.error.own') });
  const wanted = columns.filter((column) => found.columns.includes(column));
  if (wanted.length === 0) throw new FieldErrors({ columns: msg('audit.erase.error.nothing') });
  const demand = await audit(tx, {
    at: ctx.now,
    actor: ctx.actor,
    surface: ctx.surface,
    action: 'audit.erasure-demanded',
    subject: `audit-entry:${entry}`,
    reason: why,
  });
  await haveErased(tx, { demand: `audit-entry:${demand}`, at: ctx.now, entries: { [entry]: wanted } });
}

/** Between attempts while somebody else seals. */
const pauseMs = 2000;

/**
 * Seals what says so, and then erases. It may begin anew at any point: what was erased stays erased. What another demand has erased from the entry meanwhile is
 * said again with what is still to be.
 */
export const auditEraseJob = ({ db, auditKey, clock }: AuditJobDeps): Job<'audit.erase'> =>
  job('audit.erase', 'jobs.name.auditErase', async ({ entry }) => {
    const now = clock();
    while ((await sealAudit(db, auditKey, 1000, now)) > 0);
    await db.transaction(withoutDeadline, async (tx) => {
      const erased = await eraseAttested(tx, entry);
      if (erased === null) {
        await enqueue(
          tx,
          'audit.erase',
          { entry },
          {
            key: `audit.erase ${entry}`,
            queue: 'audit.erase',
            runAt: new Date(now.getTime() + pauseMs),
          },
        );
        return;
      }
      // What cards have from the log goes from them as well.
      await refreshLater(tx, erased.subjects);
      for (const { id, demand, columns } of erased.left)
        await haveErased(tx, { demand, at: now, entries: { [id]: columns } });
    });
  });

export function eraseActions() {
  return {
    'audit-erase': { run: async (ctx) => ({ type: 'form', form: eraseForm(ctx) }) },
  } satisfies Partial<ActionsOf<'pintu'>>;
}

export function eraseForms({ db }: AuditDeps) {
  return {
    'audit-erase': {
      async submit(ctx, [key = ''], values) {
        requireAdmin(ctx);
        const entry = textOf(values, 'entry').trim();
        const chosen = chosenOf(values, 'columns');
        const columns = personalColumns.filter((column) => chosen.includes(column));
        const why = linesOf(values, 'why');
        const wrong = {
          ...(/^[1-9]\d{0,17}$/.test(entry) ? {} : { entry: msg('audit.erase.error.entry') }),
          ...(columns.length > 0 ? {} : { columns: msg('audit.erase.error.columns') }),
          ...(why ? {} : { why: msg('audit.erase.error.why') }),
        };
        if (Object.keys(wrong).length > 0) throw new FieldErrors(wrong);
        await onceSent(db, ctx, { form: 'pintu.audit-erase', key }, ({ db }) =>
          db.transaction(ctx, (tx) => askErasure(tx, ctx, { entry, columns, why })),
        );
        const form = outcomePage(ctx.t, ctx.t('audit.erase.title'), {
          text: ctx.t('audit.erase.begun', { entry }),
          tone: 'good',
        });
        return { type: 'done', form };
      },
    },
  } satisfies Partial<FormsOf<'pintu'>>;
}
