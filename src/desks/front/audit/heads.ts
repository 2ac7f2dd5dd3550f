import { signDay } from '../../../audit-log/checkpoints.ts';
import { dayOf } from '../../../core/day.ts';
import { withoutDeadline } from '../../../core/deadline.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { translate } from '../../../core/texts/index.ts';
import { enqueueAll } from '../../../jobs/enqueue.ts';
import { type Job, job } from '../../../jobs/worker.ts';
import { readNotes } from '../../../merkle/signed-note.ts';
import { type Letter, type LetterDeps, type LettersOf, letterTo } from '../../../neighbours/mail/letter.ts';
import { letterJob } from '../../../neighbours/mail/mailer.ts';
import { adminsNow, askAdmins } from '../../../people/admins.ts';
import { headFacts, type NoteArgs } from './cards.ts';
import type { AuditJobDeps } from './deps.ts';

declare module '../../../core/names.ts' {
  interface Jobs extends Named<'audit', 'note', Nothing> {}
  interface Letters {
    'pintu.audit-head': HeadReader;
  }
}

/** Who is mailed the head of a day: an ADMIN, or an address of the operator's choice. */
type HeadReader = { personId: number; address?: undefined } | { address: string; personId?: undefined };

/**
 * Signs the head of a day and puts it where our database cannot take it back (T-1): in the channels of the admins, or with the ADMINs
 * themselves where none is bound (I-9), and in a mail. Once a day, on a day on which nothing was sealed as well, so that a day without one is one that was
 * taken away.
 */
export function auditNoteJob(deps: AuditJobDeps & { mailTo: readonly string[] }): Job<'audit.note'> {
  const { db, auditKey, clock, timeZone, mailTo } = deps;
  return job('audit.note', 'jobs.name.auditNote', () =>
    db.transaction(withoutDeadline, async (tx) => {
      const now = clock();
      const day = dayOf(now, timeZone);
      const head = await signDay(tx, auditKey, day, now);
      if (!head) return;
      const args: NoteArgs = { note: head.note };
      const subject = `audit-note:${head.size}`;
      await askAdmins(tx, { card: 'pintu.audit-note', subject, key: `audit-note ${day}`, args, live: false });
      const readers: HeadReader[] =
        mailTo.length > 0
          ? mailTo.map((address) => ({ address }))
          : (await adminsNow(tx)).map((personId) => ({ personId }));
      await enqueueAll(
        tx,
        readers.map((reader) =>
          letterJob({
            key: `audit-note ${day} ${reader.address ?? reader.personId}`,
            letter: 'pintu.audit-head',
            subject: head.id,
            args: reader,
          }),
        ),
      );
    }),
  );
}

/** The head of a day in a mail: what it says comes back by `/pintu audit witness`. */
export function headLetters(deps: LetterDeps): Pick<LettersOf<'pintu'>, 'audit-head'> {
  return {
    async 'audit-head'(id, { personId, address }) {
      const note = await noteOfDay(deps.db, id);
      const [checkpoint] = readNotes(note ?? '');
      if (!note || !checkpoint) return null;
      const reader = personId === undefined ? null : await deps.contextOf(personId);
      if (personId !== undefined && !reader) return null;
      const t = reader?.t ?? translate(deps.defaultLanguage);
      const written: Pick<Letter, 'subject' | 'paragraphs' | 'facts'> = {
        subject: t('audit.note.title'),
        paragraphs: [t('audit.note.mail'), note.trim()],
        facts: headFacts(t, checkpoint),
      };
      return reader
        ? letterTo(reader, written)
        : { language: t.language, to: { name: address ?? '', address: address ?? '' }, ...written };
    },
  };
}

async function noteOfDay(db: Queryable, id: number): Promise<string | null> {
  const [head] = await db.query<{ note: string }>('SELECT note FROM audit_checkpoint WHERE id = $1', [id]);
  return head?.note ?? null;
}
