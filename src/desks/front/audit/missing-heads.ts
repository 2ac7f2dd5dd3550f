import type { Messenger } from '../../../chat/messenger.ts';
import type { Context, Platform } from '../../../core/context.ts';
import { type Day, dayOf } from '../../../core/day.ts';
import type { Queryable } from '../../../core/queryable.ts';
import { formatDay, type Message, msg } from '../../../core/texts/index.ts';
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
  const silent = await silentOf(
    db,
    messengers.map(({ platform }) => platform),
  );
  const never = silent.map((platform) => msg('doctor.witnesses.never', { place: t(`doctor.${platform}`) }));
  const mend = msg('doctor.witnesses.mend');
  if (heads.length === 0)
    return {
      notes: [msg('doctor.witnesses.none'), ...never, ...(never.length > 0 ? [mend] : [])],
      attention: never.length > 0,
    };
  const places = [
    ...messengers
      .filter(({ platform }) => !silent.includes(platform))
      .map(({ platform }) => ({
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
  if (missing.length + never.length === 0)
    return { notes: [msg('doctor.witnesses.all', { days: heads.length })], attention: false };
  return { notes: [...never, ...missing, mend], attention: true };
}

/** Those of these platforms on which no head has ever stood, and none will: no channel of the ADMINs is bound there. */
async function silentOf(db: Queryable, platforms: readonly Platform[]): Promise<Platform[]> {
  const rows = await db.query<{ platform: Platform }>(
    `SELECT p.platform FROM unnest($1::text[]) AS p(platform)
     WHERE NOT EXISTS (SELECT 1 FROM bound_channel b WHERE b.platform = p.platform AND b.purpose = 'ADMINS')
       AND NOT EXISTS (SELECT 1 FROM audit_checkpoint h JOIN posted_card c ON c.subject = 'audit-note:' || h.size
         WHERE c.card = 'pintu.audit-note' AND c.platform = p.platform AND c.message_id IS NOT NULL)`,
    [platforms],
  );
  return rows.map(({ platform }) => platform);
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
