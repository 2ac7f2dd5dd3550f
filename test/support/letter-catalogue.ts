import { action } from '../../src/chat/action.ts';
import type { Desk } from '../../src/chat/desk.ts';
import type { Language } from '../../src/core/texts/index.ts';
import { translate, translateWithoutSlash } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { alarmLetters } from '../../src/desks/front/alarm.ts';
import { headLetters } from '../../src/desks/front/audit/heads.ts';
import { reminderLetters } from '../../src/desks/front/reminder-letters.ts';
import { reminderCards } from '../../src/desks/front/reminders.ts';
import { partnerLetters } from '../../src/desks/partners/letters.ts';
import { remarkLetters } from '../../src/desks/remarks/told.ts';
import { satkerLetters } from '../../src/desks/satker/letters.ts';
import { userIdLetters } from '../../src/desks/user-id/letters.ts';
import { requestsReturning } from '../../src/desks/user-id/returning.ts';
import type { Digit } from '../../src/neighbours/digit/digit.ts';
import type { Letter, NamedLetterSource } from '../../src/neighbours/mail/letter.ts';
import { createPeople } from '../../src/people/contexts.ts';
import { knownTitles } from '../../src/people/names/titles.ts';
import { type ChatLinks, chatLinks } from '../../src/posted/links.ts';
import { portalLetters } from '../../src/web/letters.ts';
import { catalogueNote } from './audit-catalogue.ts';
import { catalogueClock, makeRemark, makeRequest } from './card-catalogue.ts';
import { makePartnerRecords } from './partner-catalogue.ts';
import { makeSatkerRecords } from './satker-catalogue.ts';

/** A letter as it is sent, by its name and what is particular about it. */
export interface Written {
  name: string;
  letter: Letter;
}

const digit: Digit = {
  sandbox: true,
  check: async () => {},
  account: async (nik) => ({ nik, name: 'Ada', nip: null, email: 'ada@mitra.example', activated: false }),
  register: async () => 'made',
  setPassword: async () => true,
  authenticate: async () => ({ type: 'refused' }),
};

/** Nobody's copy stands anywhere, and the bot is spoken to on both platforms. */
function unreached(): ChatLinks {
  const messengers = (['slack', 'teams'] as const).map((platform) => ({ platform }) as never);
  return chatLinks(
    messengers,
    (surface, language) => (surface === 'teams' ? translateWithoutSlash(language) : translate(language)),
    async (key) => ({
      copy: null,
      page: { url: `https://pintu.example.com/portal/card/${key}`, hours: 72 },
    }),
  );
}

/** Every letter of every desk in one language: to somebody whom the card reached, and to somebody whom it did not. */
export async function letterCatalogue(db: Database, language: Language, number: string): Promise<Written[]> {
  const people = createPeople({
    db,
    clock: catalogueClock,
    reached: async () => {},
    spoken: (_surface, spoken) => translate(spoken),
    timeZone: 'Asia/Jakarta',
    defaultLanguage: () => language,
  });
  const nobody = unreached();
  const returning = requestsReturning({ policy: { oneStagePerPerson: true } });
  const written: Written[] = [];
  const asked = new Set<string>();

  for (const [reach, chat] of [
    [
      'reached',
      {
        ...nobody,
        toCard: async (key: string) => ({
          ...(await nobody.toCard(key)),
          url: `https://chat.example.com/${key}`,
        }),
      },
    ],
    ['not reached', nobody],
  ] as const) {
    const parts = {
      db,
      clock: catalogueClock,
      defaultLanguage: language,
      contextOf: (id: number) => people.contextOf(id, 'system' as const),
      chat,
      publicUrl: 'https://pintu.example.com',
    };
    const sources = {
      'user-id': userIdLetters({ ...parts, policy: { oneStagePerPerson: true } }),
      satker: satkerLetters({
        ...parts,
        digit,
        policy: {
          nameMatchMinimum: 95,
          dormantAfterMonths: 6,
          timeZone: 'Asia/Jakarta',
          titles: knownTitles,
        },
      }),
      partner: partnerLetters({
        ...parts,
        policy: { timeZone: 'Asia/Jakarta', partnerMailDomains: [] },
      }),
      remark: remarkLetters({ ...parts, kinds: new Map([[returning.name, returning]]) }),
      portal: portalLetters(parts),
      pintu: {
        ...reminderLetters(parts, reminderCards({ db, desks: [waitingForBima(db)] })),
        ...headLetters(parts),
        ...alarmLetters(parts),
      },
    };
    const all = new Map<string, NamedLetterSource>(
      Object.entries(sources).flatMap(([desk, letters]) =>
        Object.entries(letters).map(([name, source]) => [`${desk}.${name}`, source] as const),
      ),
    );
    const add = async (name: string, subject: number, args: Record<string, unknown> = {}, kind = '') => {
      const letter = await all.get(name)?.(subject, { card: 'card', ...args });
      if (!letter) throw new Error(`${name} writes nothing`);
      asked.add(name);
      written.push({ name: `${name} ${kind} ${reach}`.replace(/ +/g, ' '), letter });
    };
    await addAll(db, language, `${number}${reach.length}`, add);
    const missing = [...all.keys()].filter((name) => !asked.has(name));
    if (missing.length > 0) throw new Error(`not in the catalogue: ${missing.join(', ')}`);
  }
  return written;
}

/** Has something wait for Bima for some days. */
const waitingForBima = (db: Database): Pick<Desk, 'waiting'> => ({
  waiting: async () => {
    const bima = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'bima.%'`);
    return [
      {
        subject: 'any:1',
        title: 'UID-2026-000042 · Ada',
        text: 'Menunggu persetujuan',
        open: action('pintu.inbox'),
        holders: bima.map(({ id }) => id),
        since: new Date(catalogueClock().getTime() - 3 * 24 * 60 * 60_000),
        asker: 0,
        above: 'admins',
        tell: { name: 'waiting.reminders', payload: {}, queue: 'any' },
      },
    ];
  },
});

async function addAll(
  db: Database,
  language: Language,
  number: string,
  add: (name: string, subject: number, args?: Record<string, unknown>, kind?: string) => Promise<void>,
): Promise<void> {
  const personOf = async (account: string) => {
    const [row] = await db.query<{ id: number }>(
      `UPDATE person SET language = $2 WHERE email LIKE $1 || '.%' RETURNING id`,
      [account, language],
    );
    return row?.id ?? 0;
  };
  const [bima, eko, maya, hendra, rina] = await Promise.all(
    ['bima', 'eko', 'maya', 'hendra', 'rina'].map(personOf),
  );
  await personOf('putri');

  const request = await makeRequest(db, 'Laporan bulanan', number);
  const at = (status: string, more = '') =>
    db.query(`UPDATE user_id_request SET status = $2 ${more} WHERE id = $1`, [request, status]);
  await add('user-id.waiting', request, { personId: bima, stage: 'WAITING_ATASAN' });
  await add('remark.asked', await makeRemark(db, request, 'QUESTION', 'bima'), { personId: rina });
  await add('remark.answered', await makeRemark(db, request, 'ANSWER', 'rina'), { personId: bima });
  await at('WAITING_EXECUTOR');
  await add('user-id.waiting', request, { personId: eko, stage: 'WAITING_EXECUTOR' }, 'executor');
  await db.query(
    `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
     VALUES ($1, 'WAITING_ATASAN', false, $2, 'slack', 'Bukan tugasnya.', 'letter ' || $1::int, $3)`,
    [request, bima, catalogueClock()],
  );
  await at('REJECTED', `, surface = 'portal'`);
  await add('user-id.rejected', request, { personId: rina });
  await at('COMPLETED', `, new_user_id = 'ada.${request}'`);
  // Whose User ID it is has the address that the request names.
  await db.query(
    `WITH p AS (INSERT INTO person (email, name, registered) SELECT email, name, false FROM user_id_request WHERE id = $1
       ON CONFLICT (email) DO UPDATE SET name = person.name RETURNING id)
     INSERT INTO account (user_id, person_id, request_id, created_at) SELECT 'ada.' || $1::int, p.id, $1, now() FROM p
     ON CONFLICT DO NOTHING`,
    [request],
  );
  await add('user-id.completed', request);
  await add('user-id.password', request);

  const satker = await makeSatkerRecords(db, 'Laporan bulanan', number);
  await add('satker.waiting', satker.user, { personId: maya });
  for (const kind of ['registration', 'deletion', 'reactivation'] as const)
    await add('satker.ticket', satker[kind], { personId: maya }, kind);
  await add('satker.dormant', satker.dormant);
  await add('satker.deactivated', satker.inactive, { reason: 'Pindah tugas.' });
  await db.query(`UPDATE satker_user SET status = 'ACTIVE', counted_from = $2 WHERE id = $1`, [
    satker.user,
    catalogueClock(),
  ]);
  for (const name of ['approved', 'reactivated']) await add(`satker.${name}`, satker.user);
  await add('satker.reminder', satker.user, { due: '2027-05-21' });
  const nik = String(satker.user).padStart(16, '3');
  const hash = await db.keys.hash('nik', nik);
  const sealed = await db.keys.seal('digit_registration', hash, { nik, phone: '0812' });
  const [made] = await db.query<{ id: number }>(
    `INSERT INTO digit_registration (nik_hash, nik, name, phone, email, created_at)
     VALUES ($1, $2, 'Ada', $3, 'ada@mitra.example', $4) RETURNING id`,
    [hash, sealed.nik, sealed.phone, catalogueClock()],
  );
  await add('satker.activation', made?.id ?? 0);

  const { mapping, secretary } = await makePartnerRecords(db, 'Laporan bulanan', number);
  await db.query(`UPDATE person SET language = $2 WHERE id = $1`, [secretary, language]);
  await add('partner.expiring', mapping, { personId: hendra });
  await add('partner.reminder', mapping, { personId: secretary, end: '2026-12-10' }, 'secretary');
  await db.query(`UPDATE secretary_mapping SET ended_at = $2 WHERE id = $1`, [mapping, catalogueClock()]);
  for (const roleWithdrawn of [true, false])
    await add(
      'partner.ended',
      mapping,
      { personId: hendra, roleWithdrawn },
      roleWithdrawn ? 'role' : 'no role',
    );

  // Their card could not be brought to anybody.
  await db.query(
    `INSERT INTO posted_card (key, card, subject, args, person_id, thread, live, failure)
     VALUES ('card', 'pintu.reminder', 'any:1', '{}', $1, 'card', false, 'no_chat_account') ON CONFLICT DO NOTHING`,
    [bima],
  );
  await add('pintu.reminder', bima ?? 0, { record: 'any:1', why: 'waits' });
  await add('pintu.digest', bima ?? 0);
  const [head] = await db.query<{ id: number }>(
    `INSERT INTO audit_checkpoint (day, size, note) VALUES ('2026-11-21', 1234, $1) ON CONFLICT (day) DO NOTHING RETURNING id`,
    [catalogueNote()],
  );
  await add('pintu.audit-head', head?.id ?? 1, { personId: bima });
  await add('pintu.audit-head', head?.id ?? 1, { address: 'auditor@lain.example' }, 'address');
  await db.query('INSERT INTO alarm (id, begun_at) VALUES (7, $1) ON CONFLICT DO NOTHING', [
    catalogueClock(),
  ]);
  const [tono] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'tono.%'`);
  await add('pintu.alarm', tono?.id ?? 0, { alarm: 7 });

  await add('portal.card', 0, { personId: bima });
  await add('portal.account', 0, { email: 'ada@mitra.example', language });
}
