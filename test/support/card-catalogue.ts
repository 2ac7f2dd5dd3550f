import { createAttachments } from '../../src/attachments/attachments.ts';
import { keepMade, sheetType } from '../../src/attachments/kept.ts';
import { createAuthenticators } from '../../src/authenticators/authenticators.ts';
import { createStepUp } from '../../src/authenticators/step-up.ts';
import { action } from '../../src/chat/action.ts';
import type { Card } from '../../src/chat/card.ts';
import { noCodes } from '../../src/chat/codes.ts';
import { unknownCard } from '../../src/chat/commands.ts';
import type { Desk, Reply } from '../../src/chat/desk.ts';
import { Detour } from '../../src/chat/detour.ts';
import type { Form } from '../../src/chat/form.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Context } from '../../src/core/context.ts';
import type { Queryable } from '../../src/core/queryable.ts';
import type { Language } from '../../src/core/texts/index.ts';
import { translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { offerCard } from '../../src/desks/front/given-files.ts';
import { createFrontDesk, personCard } from '../../src/desks/front/index.ts';
import { decidablesOfAdmins } from '../../src/desks/front/several/asked.ts';
import { type Subject, subjectNames } from '../../src/desks/organisation/find.ts';
import { createOrganisationDesk } from '../../src/desks/organisation/index.ts';
import { createRemarksDesk, type RemarksDesk } from '../../src/desks/remarks/index.ts';
import { createUserIdDesk, type UserIdDesk } from '../../src/desks/user-id/index.ts';
import { withTrouble } from '../../src/jobs/trouble.ts';
import { admitAll } from '../../src/people/admission.ts';
import { createPeople, type People } from '../../src/people/contexts.ts';
import { ownHeld } from '../../src/personal-data/own.ts';
import type { ChatLinks } from '../../src/posted/links.ts';
import { decisionRows } from '../../src/records/several/rows.ts';
import { ownRetention } from '../../src/retention/own.ts';
import { auditResults, catalogueNote, makeCheck, sealedNote } from './audit-catalogue.ts';
import { collectLog } from './bot.ts';
import { allErasable } from './erasing.ts';
import { give } from './everything.ts';
import { makeFailingJobs } from './failing-catalogue.ts';
import { leaving, organisationKinds } from './house.ts';
import { type ImportCatalogue, importCatalogue, importShown } from './import-catalogue.ts';
import { type MarketCatalogue, marketCatalogue, marketShown } from './market-catalogue.ts';
import { minutesShown } from './minutes-catalogue.ts';
import { type PartnerCatalogue, partnerCatalogue, partnerShown } from './partner-catalogue.ts';
import { type SatkerCatalogue, satkerCatalogue, satkerShown } from './satker-catalogue.ts';
import { type SignatureCatalogue, signatureCatalogue, signatureShown } from './signature-catalogue.ts';
import { markedByDefault, shownByDefault } from './step-up.ts';

/** Everything that the desks can show, built from the state of a real database. */
export interface Shown {
  /** `user-id.approval`, `user-id:approve`: a posted card, or what an action answers. */
  name: string;
  shows: { type: 'card'; card: Card } | { type: 'form'; form: Form };
}

const catalogueKey = Buffer.alloc(32);

export const catalogueClock = () => new Date('2026-11-21T03:00:00Z');

/** Cards are shown here, and lead nowhere. */
export const noChat: ChatLinks = { toCard: async () => ({ url: null, page: null }), typed: () => [] };

/** Texts that try to be more than texts, and longer than any platform allows. */
export const hostile = {
  mention: '<!channel> <@U123> <http://evil.example|klik> & *tebal* _miring_ `kode` ~coret~',
  long: '🙂 Panjang sekali & <b>tebal</b> '.repeat(400),
  rtl: '\u202Eكيد\u202C',
};

/** What the doctor hears of a neighbour with which nothing is right. */
/** The longest that may be said, in whole characters. */
export const longest = (text: string, max: number): string =>
  text.slice(0, max).replace(/[\ud800-\udbff]$/, '');

const unanswered = () => Promise.reject(new Error(hostile.long));

export interface CatalogueDesks {
  people: People;
  userId: UserIdDesk;
  satker: SatkerCatalogue;
  partner: PartnerCatalogue;
  imports: ImportCatalogue;
  market: MarketCatalogue;
  signature: SignatureCatalogue;
  front: ReturnType<typeof createFrontDesk>;
  organisation: ReturnType<typeof createOrganisationDesk>;
  remarks: { desk: RemarksDesk };
}

export function catalogueDesks(db: Database): CatalogueDesks {
  const people = createPeople({
    db,
    clock: catalogueClock,
    reached: async () => {},
    spoken: (_surface, language) => translate(language),
    timeZone: 'Asia/Jakarta',
    defaultLanguage: () => 'id',
  });
  const attachments = createAttachments({
    db,
    download: () => Promise.reject(new Error('none')),
    clock: systemClock,
    log: collectLog(),
  });
  const publicUrl = 'https://pintu.example.com';
  const userId = createUserIdDesk({
    db,
    stepUp: shownByDefault,
    admit: admitAll,
    policy: { oneStagePerPerson: true },
    attachments,
    employeeRegister: null,
    leaving,
    publicUrl,
    clock: catalogueClock,
    defaultLanguage: 'id',
    contextOf: (id) => people.contextOf(id, 'system'),
    chat: noChat,
  });
  const satker = satkerCatalogue(db, people, publicUrl);
  const partner = partnerCatalogue(db, people, attachments, publicUrl);
  const imports = importCatalogue(db, people, partner.desk.sheets, publicUrl);
  const market = marketCatalogue(db, people, publicUrl);
  const signature = signatureCatalogue(db, people, attachments, publicUrl);
  const organisation = createOrganisationDesk({
    db,
    kinds: organisationKinds,
    publicUrl,
    desks: () => [],
    personCard: (ctx, id) => personCard(ctx, { db, desks: [organisation] }, id),
  });
  const decidables = [userId, satker.desk, signature.desk].flatMap((desk) => desk.decidables ?? []);
  const front = createFrontDesk({
    db,
    stepUp: shownByDefault,
    desks: [organisation, userId, satker.desk, partner.desk, market.desk, signature.desk],
    attachments,
    leaving,
    whoCanHelp: async () => '',
    messengers: (['slack', 'teams'] as const).map((platform) => ({ platform, check: unanswered }) as never),
    checkMail: unanswered,
    runtime: async () => ({ node: '18.20.8', postgres: '13.22' }),
    registers: (['dukcapil', 'digit', 'directoryHub', 'employeeRegister', 'marketplace'] as const).map(
      (name) => ({ name, client: { check: unanswered } }),
    ),
    kinds: satker.desk.sheets,
    decidables: [...decidables, ...decidablesOfAdmins({ db, leaving })],
    decisions: decisionRows(db, decidables),
    importChannels: [],
    retention: () => ownRetention,
    daysKept: () => 7,
    erasing: { desks: [], holds: ownHeld, proofs: [], kinds: () => allErasable },
    auditKey: catalogueKey,
    codeKey: catalogueKey,
    publicUrl,
    timeZone: 'Asia/Jakarta',
  });
  const remarks = createRemarksDesk({
    db,
    stepUp: shownByDefault,
    attachments,
    publicUrl,
    desks: [userId],
    kinds: new Map((userId.returns ?? []).map((one) => [one.name, one])),
  });
  return {
    people,
    organisation,
    userId,
    satker,
    partner,
    imports,
    market,
    signature,
    front,
    remarks: { desk: remarks },
  };
}

/** An erasure that has come so far. */
async function makeErasure(
  db: Database,
  id: number,
  { of, state }: { of: number; state: string },
): Promise<void> {
  await db.query(
    `INSERT INTO erasure (id, person_id, demand, persons, subjects, begun_at) VALUES ($1, $2, 1, ARRAY[$2::int], '{}', $3) ON CONFLICT (id) DO UPDATE SET ${state} = excluded.begun_at`,
    [id, of, catalogueClock()],
  );
  await db.query(
    `INSERT INTO erasure_removal (erasure_id, kind, removed) VALUES ($1, 'user-id.request', 12000), ($1, 'people.log', 3) ON CONFLICT DO NOTHING`,
    [id],
  );
}

/** Has something said of a request, with its own note for words and one file; answers its id. */
export async function makeRemark(
  db: Database,
  requestId: number,
  kind: 'QUESTION' | 'ANSWER',
  by: string,
): Promise<number> {
  await db.query('UPDATE record_remark SET ended_at = $2 WHERE subject = $1', [
    `user-id:${requestId}`,
    catalogueClock(),
  ]);
  const [made] = await db.query<{ id: number }>(
    `WITH said AS (
       INSERT INTO record_remark (subject, kind, stage, person_id, asked_id, surface, text, at)
       SELECT 'user-id:' || r.id, $2::remark_kind, r.status, p.id, CASE WHEN $2 = 'QUESTION' THEN r.requester_id END, 'slack', left(r.note, 2000), $4
       FROM user_id_request r, person p WHERE r.id = $1 AND p.email LIKE $3 || '.%' RETURNING id, person_id),
     file AS (INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, remark_id, created_at)
       SELECT 'jawaban ' || left(r.note, 190) || '.pdf', 'application/pdf', 5000000, '', '', 'said ' || said.id, said.person_id, 'user-id:' || r.id, said.id, $4
       FROM user_id_request r, said WHERE r.id = $1 AND $2 = 'ANSWER')
     SELECT id FROM said`,
    [requestId, kind, by, catalogueClock()],
  );
  if (!made) throw new Error('nothing was said');
  return made.id;
}

/** A request with these texts, waiting for Bima; answers its id. */
export async function makeRequest(db: Database, text: string, number: string): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `WITH r AS (
       INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id, note,
                                    submission_key, created_at, status_since)
       SELECT $1, 'UNIT', r.id, 'slack', $2, $2, 'pemohon@mitra.example', (SELECT min(id) FROM unit), a.id, $2, $1, $3, $3
       FROM person r, person a WHERE r.email LIKE 'rina.%' AND a.email LIKE 'bima.%' RETURNING id),
     p AS (INSERT INTO user_id_platform (request_id, system_id, note) SELECT r.id, s.id, $2 FROM r, platform_system s),
     f AS (INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, created_at)
           SELECT left($2, 200) || '.pdf', 'application/pdf', 5000000, '', '', 'x' || $1, p.id, 'user-id:' || r.id, $3 FROM r, person p WHERE p.email LIKE 'rina.%'),
     l AS (INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, to_state)
           SELECT $3, p.id, p.name, 'slack', 'user-id.submitted', 'user-id:' || r.id, 'WAITING_ATASAN' FROM r, person p WHERE p.email LIKE 'rina.%')
     SELECT id FROM r`,
    [number, text, catalogueClock()],
  );
  if (!row) throw new Error('the request was not made');
  return row.id;
}

/** A code for the page of this person's card under this id, in place of what was there. */
async function makeChatCode(
  db: Database,
  id: number,
  personId: number,
  {
    expires_at = new Date('2026-11-21T03:05:00Z'),
    used_at = null,
  }: { expires_at?: Date; used_at?: Date | null },
): Promise<void> {
  await db.query('DELETE FROM chat_code WHERE id = $1', [id]);
  await db.query(
    `WITH link AS (INSERT INTO one_time_link (token_hash, purpose, subject, created_at, expires_at)
       VALUES (convert_to(gen_random_uuid()::text, 'UTF8'), 'card', json_build_object('personId', $5::int), $3, $3) RETURNING token_hash)
     INSERT INTO chat_code (id, link_hash, salt, expires_at, used_at) SELECT $1, token_hash, $2, $3, $4 FROM link`,
    [id, Buffer.alloc(16), expires_at, used_at, personId],
  );
}

/** What somebody without an authenticator sees in the place of a sensitive decision's form. */
async function enrolFirst(db: Database, ctx: Context): Promise<Card> {
  const authenticators = createAuthenticators({ db, issuer: 'Uji' });
  const enrolment = () => ({ label: 'code.enrol.title' as const, action: action('pintu.help') });
  const led = await createStepUp({ db, authenticators, enrolment })
    .fields(ctx, 'always')
    .catch((error) => error);
  if (!(led instanceof Detour)) throw new Error('nobody was led anywhere');
  return led.card;
}

/** The last entry about a record, which a reply in its thread tells of. */
export async function lastEntry(db: Queryable, subject: string): Promise<string> {
  const [last] = await db.query<{ id: string }>(
    'SELECT max(id)::text AS id FROM audit_entry WHERE subject = $1',
    [subject],
  );
  return last?.id ?? '';
}

/** Has a request wait for somebody who has left, with these texts for a name; answers for whom it waited before. */
async function loseSuperior(db: Database, requestId: number): Promise<number> {
  const [row] = await db.query<{ before: number }>(
    `WITH gone AS (
       INSERT INTO person (email, name, active, left_at, superior_id)
       SELECT 'pergi.' || r.id || '@nusantara.example', left(r.note, 200), false, $2, s.id
       FROM user_id_request r, person s WHERE r.id = $1 AND s.email LIKE 'hendra.%'
       ON CONFLICT (email) DO UPDATE SET active = false RETURNING id)
     UPDATE user_id_request r SET atasan_id = gone.id FROM gone, user_id_request o WHERE r.id = $1 AND o.id = r.id
     RETURNING o.atasan_id AS before`,
    [requestId, catalogueClock()],
  );
  return row?.before ?? 0;
}

/** A channel named after a request's texts, whose newest card did not arrive and is too old to be sent again. */
async function makeChannel(db: Database, requestId: number): Promise<string> {
  const [row] = await db.query<{ id: number }>(
    `WITH c AS (INSERT INTO posted_card (key, card, subject, args, platform, channel, thread, live, failure,
                               created_at)
       VALUES ('catalogue ' || $1, 'pintu.channel', 'channel:0', '{}', 'slack', $1, $1, false, 'not_in_channel',
               '2020-01-01') ON CONFLICT (key) DO NOTHING)
     INSERT INTO bound_channel (platform, tenant, channel, name, purpose, unit_id, bound_by_id, bound_at)
     SELECT 'slack', 'T1', $1, left(r.note, 80), 'SATKER', u.id, r.requester_id, $2
     FROM user_id_request r, unit u WHERE r.id = $1::int AND u.code = '527010'
     ON CONFLICT (platform, tenant, channel) DO UPDATE SET bound_at = $2 RETURNING id`,
    [String(requestId), catalogueClock()],
  );
  return String(row?.id ?? 0);
}

/** What waits for the ADMINs, about somebody with these texts who has left once and comes in by an account and a User ID. */
async function makeAdminQuestions(
  db: Database,
  text: string,
  adminId: number,
): Promise<Record<'person' | 'link' | 'account' | 'claim' | 'proposal', number>> {
  const [made] = await db.query<Record<'person' | 'link' | 'account' | 'claim' | 'proposal', number>>(
    `WITH n AS (SELECT gen_random_uuid()::text AS key),
     p AS (INSERT INTO person (email, name, left_at) SELECT key || '@mitra.example', $1, $2 FROM n RETURNING id, email),
     q AS (INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id,
             submission_key, created_at, status_since, status)
           SELECT key, 'UNIT', $3, 'slack', $1, $1, key, (SELECT min(id) FROM unit), $3, key, $2, $2, 'COMPLETED' FROM n RETURNING id),
     i AS (INSERT INTO chat_identity (platform, tenant, external_id, person_id, linked_at, last_active_at)
           SELECT 'slack', 'T1', key, p.id, $2, $2 FROM n, p RETURNING id),
     a AS (INSERT INTO account (user_id, person_id, request_id, created_at) SELECT left(key, 64), p.id, q.id, $2 FROM n, p, q RETURNING id),
     c AS (INSERT INTO address_claim (platform, tenant, external_id, email, name, person_id, asked_at)
           SELECT 'teams', 'T1', key, p.email, $1, p.id, $2 FROM n, p RETURNING id),
     o AS (DELETE FROM role_proposal),
     r AS (INSERT INTO role_proposal (person_id, role, unit_id, proposed_at)
           SELECT p.id, 'KPPN_OFFICER', u.id, $2 FROM p, unit u WHERE u.code = 'KPPN-JKT1' RETURNING id)
     SELECT p.id AS person, i.id AS link, a.id AS account, c.id AS claim, r.id AS proposal FROM p, i, a, c, r`,
    [text.slice(0, 200), catalogueClock(), adminId],
  );
  if (!made) throw new Error('there is nothing for the ADMINs to answer');
  return made;
}

/** A unit, position or system that is called what a request's note says; answers its id, or that of a person. */
async function makeRecord(db: Database, subject: Subject, requestId: number): Promise<string> {
  const inserts: Record<Subject, string> = {
    person: `SELECT id FROM person p, named WHERE p.email LIKE 'rina.%'`,
    unit: `INSERT INTO unit (code, name, kind) SELECT code, name, 'UNIT' FROM named
      ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`,
    position: `INSERT INTO position (code, name, holder_id) SELECT code, name, (SELECT min(id) FROM person) FROM named
      ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`,
    stage: `INSERT INTO approval_stage (code, place, name, groups) SELECT upper(regexp_replace(code, '[^A-Za-z0-9]', '_', 'g')), 25, left(name, 60), '[[{"role": "ICT_MANAGER"}]]' FROM named
      ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id`,
    system: `INSERT INTO platform_system (name, active) SELECT left(name, 50) || code, false FROM named
      ON CONFLICT (name) DO UPDATE SET active = false RETURNING id`,
  };
  const [row] = await db.query<{ id: number }>(
    `WITH named AS (SELECT left(r.note, 200) AS name, 'K' || r.id AS code FROM user_id_request r WHERE r.id = $1)
     ${inserts[subject]}`,
    [requestId],
  );
  return String(row?.id ?? 0);
}

/** The pages on which somebody decides several requests, one of them chosen. */
async function severalShown(front: Desk, ctx: Context, id: string): Promise<Shown[]> {
  const choosing = front.forms['choose-several'];
  const way = 'user-id.reject';
  const one = (value: string) => ({ type: 'chosen' as const, chosen: [{ value, label: value }] });
  const values = { way: one(way), records: one(id), query: { type: 'text' as const, text: 'pemohon' } };
  const shown: Shown[] = [];
  for (const changed of ['find', 'all', 'next']) {
    const form = await choosing?.redraw?.(ctx, [way, '', '0', '1', '0', '7'], values, changed);
    if (form) shown.push({ name: `pintu.choose-several, ${changed}`, shows: { type: 'form', form } });
  }
  const next = await choosing?.submit?.(ctx, [way, '', '0', '0', '0', ''], values, noCodes);
  if (next?.type !== 'next') throw new Error('what is chosen cannot be decided');
  return [...shown, { name: 'pintu.decide-several', shows: { type: 'form', form: next.form } }];
}

/** Everything about one request that its people may be shown, in one language. */
export async function catalogueOf(
  db: Database,
  desks: CatalogueDesks,
  requestId: number,
  language: Language,
): Promise<Shown[]> {
  const { people, organisation, userId, front } = desks;
  const contextOf = async (account: string): Promise<Context> => {
    await db.query(`UPDATE person SET language = $2 WHERE email LIKE $1 || '.%'`, [account, language]);
    const [row] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE $1 || '.%'`, [
      account,
    ]);
    const ctx = await people.contextOf(row?.id ?? 0, 'slack');
    if (!ctx) throw new Error(`${account} is nobody`);
    return ctx;
  };
  const [bima, rina, tono] = await Promise.all([contextOf('bima'), contextOf('rina'), contextOf('tono')]);
  const [file] = await db.query<{ id: number }>('SELECT id FROM attachment WHERE record = $1', [
    `user-id:${requestId}`,
  ]);
  const [grant] = await db.query<{ id: number }>(
    `SELECT id FROM role_grant WHERE withdrawn_at IS NULL ORDER BY id LIMIT 1`,
  );
  const id = String(requestId);
  const shown: Shown[] = [];

  const posted = async (
    name: string,
    reader: Context,
    args: Record<string, unknown> = {},
    from: Desk = userId,
  ) => {
    const card = await from.cards[name]?.(reader, requestId, args, db);
    if (card) shown.push({ name: `${from.id}.${name}`, shows: { type: 'card', card } });
  };
  const answer = async (desk: Desk, verb: string, ctx: Context, ...args: string[]) => {
    const reply: Reply | undefined = await desk.actions[verb]?.run(ctx, args, 'any');
    if (reply?.type === 'card' || reply?.type === 'form')
      shown.push({ name: `${desk.id}:${verb}`, shows: reply });
    else if (reply)
      shown.push({
        name: `${desk.id}:${verb}`,
        shows: { type: 'card', card: { title: 'text', parts: [], buttons: [] } },
      });
  };

  /** Tono has an ADMIN's substitute named for Bima, then decides in Bima's place. */
  const standInShown = async () => {
    const [made] = await db.query<{ id: number }>(
      `INSERT INTO delegation (principal_id, substitute_id, from_day, to_day, reason, made_by_id, made_at, submission_key, begun_at)
       SELECT $1, $2, '2026-11-20', '2026-12-31', note, $3, $4, gen_random_uuid(), $4 FROM user_id_request WHERE id = $5 RETURNING id`,
      [bima.actor.id, tono.actor.id, rina.actor.id, bima.now, requestId],
    );
    const delegation = String(made?.id ?? 0);
    const substitute = await contextOf('tono');
    for (const verb of ['delegations', 'delegate']) await answer(front, verb, substitute);
    await answer(front, 'delegate', substitute, 'other');
    await answer(front, 'end-delegation', bima, delegation);
    await answer(userId, 'approve', substitute, id, 'WAITING_ATASAN');
    for (const reader of [bima, substitute]) {
      const card = await front.cards.delegation?.(reader, Number(delegation), {}, db);
      if (card) shown.push({ name: 'pintu.delegation', shows: { type: 'card', card } });
    }
    await db.query('DELETE FROM delegation');
  };

  /** All that is held on Bima: while it is collected, ready, and swept away. */
  const myDataShown = async () => {
    // The catalogue is made several times in a day of one database, and may be asked for as often.
    await db.query(`DELETE FROM counted WHERE key LIKE 'my data %'`);
    const show = async (asked: string) => {
      const card = await front.cards.mydata?.(bima, bima.actor.id, { asked }, db);
      if (card) shown.push({ name: 'pintu.mydata', shows: { type: 'card', card } });
    };
    await answer(front, 'mydata', bima);
    const asked = '2026-11-21T03:00:00.000Z';
    await show(asked);
    for (const mediaType of [sheetType, 'application/pdf']) {
      const name = `Data 2026-11-21 030000 ${mediaType.length}`;
      const file = await keepMade(db, bima, { name, mediaType, content: Buffer.alloc(1) });
      await show(asked);
      await answer(front, 'mydata-file', bima, String(file.id));
    }
    await show('2026-01-01T03:00:00.000Z');
  };

  await answer(front, 'several', bima);
  shown.push(...(await severalShown(front, bima, id)));
  await answer(front, 'workbook', bima);
  const workbook = await keepMade(db, bima, {
    name: 'Keputusan.xlsx',
    mediaType: sheetType,
    content: Buffer.alloc(1),
  });
  await answer(front, 'workbook-file', bima, String(workbook.id));
  await myDataShown();
  for (const [file, count] of [
    [1, 500],
    [0, 0],
  ] as const)
    await posted('workbook', bima, { file, count }, front);
  await posted('approval', bima);
  await posted('root', rina);
  await posted('step', rina, { entry: await lastEntry(db, `user-id:${id}`) });
  await answer(userId, 'request', rina);
  await answer(userId, 'approve', bima, id, 'WAITING_ATASAN');
  await answer(userId, 'reject', bima, id, 'WAITING_ATASAN');
  await answer(userId, 'withdraw', rina, id);
  await answer(userId, 'open', bima, id);
  const [numbered] = await db.query<{ number: string }>('SELECT number FROM user_id_request WHERE id = $1', [
    requestId,
  ]);
  await answer(userId, 'number', bima, numbered?.number ?? '');
  await answer(userId, 'log', bima, id);
  await answer(userId, 'list', bima, 'all');
  await answer(userId, 'narrow', bima, 'status', 'all');
  await answer(userId, 'find', bima, 'all');
  await answer(userId, 'pick', bima, 'unit', 'all');
  await answer(userId, 'file', bima, String(file?.id ?? 0));
  for (const [why, reader] of [
    ['waits', bima],
    ['nudged', bima],
    ['overdue', tono],
    ['overdue', people.channelContext('slack')],
  ] as const)
    await posted('reminder', reader, { record: `user-id:${id}`, why }, front);
  await posted('digest', bima, {}, front);
  await posted('holidays-missing', tono, { year: 2028 }, front);
  await posted('secret-ends', tono, { platform: 'teams', endsOn: '2026-12-01' }, front);
  const departed = await front.cards.departed?.(tono, bima.actor.id, {}, db);
  if (departed) shown.push({ name: 'pintu.departed', shows: { type: 'card', card: departed } });
  await answer(front, 'nudge', rina, `user-id:${id}`);
  await answer(front, 'reminders', bima);
  for (const [verb, chosen] of [
    ['remind-by', 'digest'],
    ['zone', 'WITA'],
  ] as const)
    await answer(front, verb, bima, chosen);
  await db.query('UPDATE person SET digest = false, time_zone = NULL');
  const superior = await loseSuperior(db, requestId);
  await answer(userId, 'open', tono, id);
  await answer(userId, 'reassign', tono, id);
  await answer(front, 'unheld', tono);
  await posted(
    'unheld',
    people.channelContext('slack'),
    { concerned: { subjects: [`user-id:${id}`] } },
    front,
  );
  await db.query('UPDATE user_id_request SET atasan_id = $2 WHERE id = $1', [requestId, superior]);
  const channel = await makeChannel(db, requestId);
  const record = `user-id:${requestId}`;
  const [note] = await db.query<{ note: string }>('SELECT note FROM user_id_request WHERE id = $1', [
    requestId,
  ]);
  const failing = await makeFailingJobs(db, record, note?.note ?? '');
  const root = await userId.cards.root?.(tono, requestId, {}, db);
  if (root)
    shown.push({
      name: 'user-id root, held up',
      shows: { type: 'card', card: await withTrouble(db, tono, record, root) },
    });
  for (const verb of [
    'help',
    'inbox',
    'mine',
    'portal',
    'people',
    'grant',
    'find-person',
    'doctor',
    'channels',
  ])
    await answer(front, verb, tono);
  for (const verb of ['channel', 'bind', 'release', 'retry-channel'])
    await answer(front, verb, tono, channel);
  for (const step of ['bound', 'released'])
    await posted(
      'channel',
      people.channelContext('slack'),
      { step, purpose: 'ADMINS', by: tono.actor.id },
      front,
    );
  const problem = { key: 'error.stalled' };
  await posted('refused-file', tono, { file: hostile.long.slice(0, 200), why: problem }, front);
  await posted('waiting-file', tono, { file: hostile.long.slice(0, 200) }, front);
  const given = { source: 'slack:F1', name: `${hostile.long.slice(0, 200)}.pdf`, size: 1 };
  const offer = await offerCard(tono, { db, desks: [desks.signature.desk] }, [given], true);
  if (!offer) throw new Error('nothing is offered for a PDF');
  shown.push({ name: 'pintu files', shows: { type: 'card', card: offer.card } });
  const press = offer.card.buttons[0]?.does;
  if (press && 'action' in press) await answer(front, 'given', tono, ...press.action.args);
  await answer(front, 'retry-jobs', tono, failing.name, failing.reason);
  await answer(front, 'retry-record', tono, record);
  await answer(front, 'retry-all-jobs', tono);
  for (const result of auditResults) {
    await makeCheck(db, requestId, tono, result);
    await posted('audit-check', tono, {}, front);
  }
  for (const state of ['expires_at', 'used_at', 'salt']) {
    await makeChatCode(db, requestId, bima.actor.id, state === 'salt' ? {} : { [state]: catalogueClock() });
    await posted('code', bima, {}, front);
  }
  await posted('audit-note', people.channelContext('slack'), { note: catalogueNote() }, front);
  await answer(front, 'audit-check', tono, await sealedNote(db, catalogueKey));
  await answer(front, 'audit-witness', tono);
  await answer(front, 'audit-erase', tono);
  await answer(front, 'erase', tono);
  await answer(front, 'erase', tono, String(rina.actor.id));
  // Of whom something can go: a form that they began is theirs alone.
  const { values } = await db.keys.seal('form_draft', `user-id.request ${rina.actor.id} draft`, {
    values: '{}',
  });
  await db.query(
    `INSERT INTO form_draft (id, form, person_id, "values", updated_at) VALUES ('draft', 'user-id.request', $1, $2, $3)`,
    [rina.actor.id, values, catalogueClock()],
  );
  await answer(front, 'erase', tono, String(rina.actor.id));
  await db.query('DELETE FROM form_draft');
  for (const state of ['begun_at', 'passed_at', 'ended_at']) {
    await makeErasure(db, requestId, { of: rina.actor.id, state });
    await posted('erasure', tono, {}, front);
  }
  await db.query('DELETE FROM erasure');
  for (const endedAt of [null, catalogueClock()]) {
    await db.query(
      `INSERT INTO alarm (id, begun_at, ended_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at`,
      [requestId, catalogueClock(), endedAt],
    );
    await posted('alarm', people.channelContext('slack'), {}, front);
  }
  await answer(organisation, 'template', tono);
  await answer(front, 'person', tono, String(tono.actor.id));
  const admins = await makeAdminQuestions(db, note?.note ?? '', tono.actor.id);
  for (const verb of ['claim', 'same-person', 'end-former', 'reject-account'])
    await answer(front, verb, tono, String(admins.claim));
  for (const verb of ['proposal', 'approve-role', 'reject-role'])
    await answer(front, verb, tono, String(admins.proposal));
  // To another ADMIN.
  await give(db, 'joko.prasetyo', 'ADMIN');
  await answer(front, 'reassign-claim', tono, String(admins.claim));
  await answer(front, 'reassign-proposal', tono, String(admins.proposal));
  await db.query(
    `DELETE FROM role_grant WHERE role = 'ADMIN' AND person_id = (SELECT id FROM person WHERE email LIKE 'joko.%')`,
  );
  await answer(front, 'person', tono, String(admins.person));
  await answer(front, 'confirm-person', tono, String(admins.person));
  await answer(front, 'release-address', tono, String(admins.person));
  await answer(front, 'end-link', tono, String(admins.link));
  await answer(front, 'end-account', tono, String(admins.account));
  for (const [name, id] of [
    ['claim', admins.claim],
    ['proposal', admins.proposal],
  ] as const) {
    const card = await front.cards[name]?.(people.channelContext('slack'), id, {}, db);
    if (card) shown.push({ name: `pintu.${name}`, shows: { type: 'card', card } });
  }
  await standInShown();
  for (const name of subjectNames) {
    const record = await makeRecord(db, name, requestId);
    await answer(organisation, 'records', tono, name, '0');
    await answer(organisation, 'record', tono, name, '0');
    await answer(organisation, 'record', tono, name, record);
    await answer(organisation, 'find-record', tono, name);
    // The next request would choose it.
    if (name === 'system') await db.query('DELETE FROM platform_system WHERE id = $1', [record]);
  }
  await answer(front, 'withdraw', tono, String(grant?.id ?? 0));
  for (const mark of markedByDefault)
    await db.query('INSERT INTO step_up_mark (mark) VALUES ($1) ON CONFLICT DO NOTHING', [mark]);
  for (const verb of ['step-up', 'change-step-up']) await answer(front, verb, tono);
  shown.push({ name: 'enrol first', shows: { type: 'card', card: await enrolFirst(db, tono) } });
  await answer(front, 'language', tono, language);
  const commands = new Map(
    [front, userId, desks.satker.desk, desks.partner.desk].flatMap((desk) => Object.entries(desk.commands)),
  );
  for (const [name, text] of [
    ['userid', 'lits'],
    ['pintu', `satkr ${hostile.mention}`],
  ] as const)
    shown.push({
      name: `/${name} unknown`,
      shows: { type: 'card', card: await unknownCard(rina, commands, name, text) },
    });
  shown.push({ name: 'pintu home', shows: { type: 'card', card: await front.overview(bima) } });

  const [made] = await db.query<{ text: string; number: string }>(
    'SELECT note AS text, number FROM user_id_request WHERE id = $1',
    [requestId],
  );
  if (made) shown.push(...(await satkerShown(db, desks.satker, made, language)));
  if (made) shown.push(...(await partnerShown(db, desks.partner, made, language)));
  if (made) shown.push(...(await marketShown(db, desks.market, made, language)));
  if (made) shown.push(...(await signatureShown(db, desks.signature, made, language)));
  if (made) shown.push(...(await importShown(db, desks.imports, made, language)));
  shown.push(...(await minutesShown(db, requestId, rina)));

  await db.query(`UPDATE user_id_request SET status = 'REJECTED' WHERE id = $1`, [requestId]);
  await posted('root', rina);
  await answer(userId, 'again', rina, id);
  await db.query(`UPDATE user_id_request SET status = 'WAITING_ATASAN' WHERE id = $1`, [requestId]);

  const remarks = desks.remarks.desk;
  await answer(remarks, 'return', bima, id, 'user-id');
  await posted('said', rina, { remark: await makeRemark(db, requestId, 'QUESTION', 'bima') }, remarks);
  await answer(remarks, 'answer', rina, id, 'user-id');
  await answer(remarks, 'take-back', bima, id, 'user-id');
  await answer(userId, 'open', rina, id);
  const parts = (await remarks.home?.(rina))?.waiting ?? [];
  shown.push({ name: 'remark home', shows: { type: 'card', card: { title: 'home', parts, buttons: [] } } });
  const answered = await makeRemark(db, requestId, 'ANSWER', 'rina');
  await posted('said', bima, { remark: answered }, remarks);
  const [said] = await db.query<{ id: number }>('SELECT id FROM attachment WHERE remark_id = $1', [answered]);
  await answer(remarks, 'file', bima, 'user-id', String(said?.id ?? 0));
  await answer(userId, 'open', bima, id);
  return shown;
}
