import type { Messenger } from '../../../chat/messenger.ts';
import type { Context } from '../../../core/context.ts';
import { type Day, dayOf, formatDay } from '../../../core/day.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { type Message, msg } from '../../../core/texts/index.ts';
import { readNotes } from '../../../merkle/signed-note.ts';

/** So many days are looked back. */
const lookBackDays = 7;
/** What is under way is not missing yet. */
const patienceMs = 15 * 60_000;

interface Head {
  day: Day;
  note: string;
  /** Where a message with it stands by our own record. */
  platforms: string[];
  isMailed: boolean;
}

/** What is to be said of the witnesses of the last days, and whether one of them has nothing of a day (T-1). */
export async function witnessNotes(
  { now, timeZone, t }: Pick<Context, 'now' | 'timeZone' | 't'>,
  db: Queryable,
  messengers: readonly Pick<Messenger, 'platform'>[],
): Promise<{ notes: Message[]; attention: boolean }> {
  const heads = (await headsSince(db, dayOf(now, timeZone))).filter(
    ({ note }) => now.getTime() - Date.parse(readNotes(note)[0]?.at ?? '') > patienceMs,
  );
  if (heads.length === 0) return { notes: [msg('doctor.witnesses.none')], attention: false };
  const places = [
    ...messengers.map(({ platform }) => ({
      name: t(`doctor.${platform}`),
      has: (head: Head) => head.platforms.includes(platform),
    })),
    { name: t('doctor.mail'), has: (head: Head) => head.isMailed },
  ];
  const missing = places.flatMap(({ name, has }): Message[] => {
    const days = heads.filter((head) => !has(head));
    const last = days.at(-1);
    return last
      ? [
          msg('doctor.witnesses.missing', {
            place: name,
            count: days.length,
            day: formatDay(t.language, last.day),
          }),
        ]
      : [];
  });
  if (missing.length === 0)
    return { notes: [msg('doctor.witnesses.all', { days: heads.length })], attention: false };
  return { notes: [...missing, msg('doctor.witnesses.mend')], attention: true };
}

/** The heads of the last days, with where each stands. A letter's key begins as the heads' cards' do. */
async function headsSince(db: Queryable, today: Day): Promise<Head[]> {
  const mailed = await db.query<{ day: Day }>(
    `SELECT DISTINCT substr(key, 12, 10) AS day FROM sent_mail WHERE starts_with(key, 'audit-note ')`,
  );
  const heads = await db.query<Omit<Head, 'isMailed'>>(
    `SELECT h.day::text AS day, h.note,
       ARRAY(SELECT DISTINCT c.platform FROM posted_card c WHERE c.subject = 'audit-note:' || h.size AND c.card = 'pintu.audit-note'
         AND starts_with(c.key, 'audit-note ' || h.day || ' ') AND c.message_id IS NOT NULL AND c.platform IS NOT NULL) AS platforms
     FROM audit_checkpoint h WHERE h.day > $1::date - $2::int ORDER BY h.day`,
    [today, lookBackDays],
  );
  return heads.map((head) => ({ ...head, isMailed: mailed.some(({ day }) => day === head.day) }));
}
