import { type Attachments, createAttachments } from '../../src/attachments/attachments.ts';
import { noCodes } from '../../src/chat/codes.ts';
import type { Reply } from '../../src/chat/desk.ts';
import type { Form, FormResult, Values } from '../../src/chat/form.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Language } from '../../src/core/texts/index.ts';
import { audit } from '../../src/db/audit.ts';
import type { Database } from '../../src/db/database.ts';
import { createSatkerDesk, type SatkerDesk } from '../../src/desks/satker/index.ts';
import type { Status } from '../../src/desks/satker/model.ts';
import type { Digit } from '../../src/neighbours/digit/digit.ts';
import { NeighbourDown } from '../../src/neighbours/http/down.ts';
import { admitAll } from '../../src/people/admission.ts';
import type { People } from '../../src/people/contexts.ts';
import { knownTitles } from '../../src/people/names/titles.ts';
import { collectLog } from './bot.ts';
import { catalogueClock, noChat, type Shown } from './card-catalogue.ts';
import { pdf } from './sample-files.ts';
import { sealUsers } from './sealed-users.ts';
import { shownByDefault } from './step-up.ts';

/** Cut as clients cut: never inside a character. */
const shortened = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '');

/** NIKs by what the registers of the catalogue say of them. */
const niks = {
  known: '3273000000000001',
  unknown: '3273000000000002',
  down: '3273000000000003',
  /** Ali's own, whom DIGIT does not know yet. */
  own: '3273000000000004',
};

export interface SatkerCatalogue {
  desk: SatkerDesk;
  attachments: Attachments;
  people: People;
  /** What the registers call everybody from now on. */
  names: { text: string };
}

export function satkerCatalogue(db: Database, people: People, publicUrl: string): SatkerCatalogue {
  const names = { text: '' };
  const attachments = createAttachments({
    db,
    download: () => Promise.reject(new Error('none')),
    clock: systemClock,
    log: collectLog(),
  });
  const line = (max: number) => shortened(names.text.replaceAll(/\s+/g, ' ').trim(), max);
  const digit: Digit = {
    sandbox: true,
    check: async () => {},
    async account(nik) {
      if (nik === niks.down) throw new NeighbourDown('digit', 'not now');
      if (nik === niks.unknown || nik === niks.own) return null;
      return { nik, name: line(320), nip: line(320), email: 'ada@mitra.example', activated: true };
    },
    register: async () => 'made',
    setPassword: async () => true,
    authenticate: async () => ({ type: 'refused' }),
  };
  const desk = createSatkerDesk({
    db,
    stepUp: shownByDefault,
    admit: admitAll,
    jobDb: db,
    policy: {
      nameMatchMinimum: 1,
      titles: knownTitles,
      dormantAfterMonths: 6,
      timeZone: 'Asia/Jakarta',
    },
    attachments,
    dukcapil: {
      sandbox: true,
      check: async () => {},
      resident: async (nik) => ({ nik, name: nik === niks.own ? 'Ali Rahman' : line(200) }),
    },
    digit,
    publicUrl,
    clock: catalogueClock,
    defaultLanguage: 'id',
    contextOf: (id) => people.contextOf(id, 'system'),
    chat: noChat,
  });
  return { desk, attachments, people, names };
}

interface Records {
  satkerId: number;
  /** A registration, somebody dormant and somebody inactive. */
  user: number;
  dormant: number;
  inactive: number;
  document: number;
  registration: number;
  deletion: number;
  reactivation: number;
}

/** A satker of its own with these texts in everything that people type, and Ali as its active user. */
export async function makeSatkerRecords(db: Database, text: string, number: string): Promise<Records> {
  const values = [number, text, catalogueClock()];
  const [row] = await db.query<Records>(
    `WITH ali AS (SELECT id, email, name FROM person WHERE email LIKE 'ali.%'),
     putri AS (SELECT email FROM person WHERE email LIKE 'putri.%'),
     u AS (INSERT INTO unit (code, name, kind, kppn_id)
           SELECT $1, left(regexp_replace($2, '\\s+', ' ', 'g'), 200), 'SATKER', id FROM unit WHERE code = 'KPPN-JKT1'
           RETURNING id),
     g AS (INSERT INTO role_grant (person_id, role, unit_id) SELECT ali.id, 'SATKER_USER', u.id FROM ali, u),
     f AS (INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, created_at)
           SELECT left($2, 200) || '.pdf', 'application/pdf', 5000000, '', '', 's' || $1, ali.id, $3 FROM ali RETURNING id),
     s AS (INSERT INTO satker_user (number, unit_id, nik_hash, name, nip, email, letter_number, document_id, status,
                                    status_since, reason, requester_id, surface, submission_key, created_at, counted_from)
           SELECT $1 || w.n, u.id, '327300000000010' || w.n, left($2, 200), left($2, 60), w.email,
                  left($2, 100), f.id, w.status::satker_user_status, $3, $2, ali.id, 'slack', $1 || w.n, $3, $3
           FROM u, f, ali, putri, LATERAL (VALUES (0, ali.email, 'ACTIVE'), (1, 'baru@mitra.example', 'REGISTERED'),
             (2, putri.email, 'DORMANT'), (3, 'lama@mitra.example', 'INACTIVE')) AS w(n, email, status)
           RETURNING id, status),
     t AS (INSERT INTO satker_ticket (number, kind, status, status_since, unit_id, requester_id, surface, note, document_id,
                                      user_id, submission_key, created_at)
           SELECT $1 || w.n, w.kind::satker_ticket_kind, 'WAITING', $3, u.id, ali.id, 'slack', $2, f.id,
                  (SELECT id FROM s WHERE s.status = w.about::satker_user_status), $1 || w.n, $3
           FROM u, f, ali, LATERAL (VALUES (5, 'REGISTRATION', NULL), (6, 'DELETION', 'INACTIVE'),
             (7, 'REACTIVATION', 'DORMANT')) AS w(n, kind, about)
           RETURNING id, kind)
     SELECT (SELECT id FROM u) AS "satkerId", (SELECT id FROM f) AS document,
       (SELECT id FROM s WHERE status = 'REGISTERED') AS user, (SELECT id FROM s WHERE status = 'DORMANT') AS dormant,
       (SELECT id FROM s WHERE status = 'INACTIVE') AS inactive,
       (SELECT id FROM t WHERE kind = 'REGISTRATION') AS registration,
       (SELECT id FROM t WHERE kind = 'DELETION') AS deletion, (SELECT id FROM t WHERE kind = 'REACTIVATION') AS reactivation`,
    values,
  );
  if (!row) throw new Error('the records were not made');
  await sealUsers(
    db,
    [0, 1, 2, 3].map((n) => ({
      key: `${values[0]}${n}`,
      nik: `327300000000010${n}`,
      phone: '0812-3456-7890',
    })),
  );
  await db.query('UPDATE attachment SET record = $2 WHERE id = $1', [row.document, `satker:${row.user}`]);
  return row;
}

/** Everything that the satker desk may show of records with these texts, in one language. */
export async function satkerShown(
  db: Database,
  catalogue: SatkerCatalogue,
  made: { text: string; number: string },
  language: Language,
): Promise<Shown[]> {
  const { desk, people, attachments, names } = catalogue;
  names.text = made.text;
  const number = `${made.number}${language}`;
  const records = await makeSatkerRecords(db, made.text, number);
  const shown: Shown[] = [];
  // After the records are made: standing comes with them.
  const reader = async (account: string): Promise<Context> => {
    await db.query(`UPDATE person SET language = $2 WHERE email LIKE $1 || '.%'`, [account, language]);
    const [row] = await db.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE $1 || '.%'`, [
      account,
    ]);
    const ctx = await people.contextOf(row?.id ?? 0, 'slack');
    if (!ctx) throw new Error(`${account} is nobody`);
    return ctx;
  };
  const [ali, maya, putri] = await Promise.all([reader('ali'), reader('maya'), reader('putri')]);

  const add = (name: string, reply: Reply | undefined) => {
    if (reply?.type !== 'card' && reply?.type !== 'form') throw new Error(`${name} shows nothing`);
    shown.push({ name, shows: reply });
  };
  const posted = async (name: string, ctx: Context, id: number, args: Record<string, unknown> = {}) => {
    const card = await desk.cards[name]?.(ctx, id, args, db);
    if (!card) throw new Error(`${name} shows nothing`);
    shown.push({ name: `satker.${name}`, shows: { type: 'card', card } });
  };
  const answer = async (verb: string, ctx: Context, ...args: (string | number)[]) =>
    add(`satker:${verb}`, await desk.actions[verb]?.run(ctx, args.map(String), 'any'));
  const command = async (line: string, ctx: Context) => {
    const [verb = '', ...rest] = line.split(' ');
    return add(`/satker ${line}`, await desk.commands.satker?.verbs[verb]?.(ctx, rest.join(' ')));
  };
  const form = (name: string, form: Form | undefined): Form => {
    if (!form) throw new Error(`${name} shows nothing`);
    shown.push({ name, shows: { type: 'form', form } });
    return form;
  };
  const nextOf = (result: FormResult | undefined): Form | undefined =>
    result && 'form' in result ? result.form : undefined;
  const submitted = async (ctx: Context, sent: Form, values: Values): Promise<Form | undefined> =>
    nextOf(await desk.forms[sent.id.replace('satker.', '')]?.submit?.(ctx, sent.state, values, noCodes));
  const status = (id: number, to: Status, removal: string | null = null) =>
    db.query(
      'UPDATE satker_user SET status = $2::satker_user_status, removal = $3::satker_removal WHERE id = $1',
      [id, to, removal],
    );
  const typed = (text: string) => ({ type: 'text' as const, text });
  const chosen = (value: number) => ({
    type: 'chosen' as const,
    chosen: [{ value: String(value), label: '' }],
  });

  // A registration at each of its statuses, and gone.
  const { user, dormant, inactive, document, registration, deletion, reactivation, satkerId } = records;
  await posted('approval', maya, user);
  await posted('root', ali, user);
  for (const verb of ['approve', 'reject', 'log', 'open']) await answer(verb, maya, user);
  await answer('withdraw', ali, user);
  await answer('file', ali, document);
  for (const [to, removal] of [
    ['ACTIVE', null],
    ['DORMANT', null],
    ['INACTIVE', null],
    ['REJECTED', null],
    ['REGISTERED', 'REPLACED'],
    ['REJECTED', 'SUPERSEDED'],
    ['INACTIVE', 'DELETED'],
    ['REGISTERED', 'WITHDRAWN'],
  ] as const) {
    await status(user, to, removal);
    await posted('approval', maya, user);
  }
  // With a title to accept, accepted, and not.
  const title = shortened(made.text.replaceAll(/\s+/g, ' ').trim(), 200);
  const offer = (value: string | null) =>
    db.query('UPDATE satker_user SET offered_title = $2, score_without_title = 100 WHERE id = $1', [
      user,
      value,
    ]);
  await offer(title);
  for (const to of ['REGISTERED', 'ACTIVE', 'REJECTED'] as const) {
    await status(user, to);
    await posted('approval', maya, user);
  }
  await status(user, 'REGISTERED');
  await answer('approve', maya, user);
  await offer(null);
  await answer('deactivate', maya, dormant);
  await answer('reactivate', ali, dormant);
  await answer('again', ali, inactive);
  await answer('ask-deletion', ali, inactive);
  await answer('own-dormant', putri);

  // Its steps, each with a reason, and those of a ticket.
  const steps = { user: `satker:${user}`, ticket: `satker-ticket:${reactivation}` };
  for (const [subject, action, to] of [
    [steps.user, 'satker.registered', 'REGISTERED'],
    [steps.user, 'satker.rejected', 'REJECTED'],
    [steps.user, 'satker.replaced', 'REGISTERED'],
    [steps.ticket, 'satker-ticket.returned', 'RETURNED'],
    [steps.ticket, 'satker-ticket.reactivated', 'DONE'],
  ] as const) {
    const entry = await db.transaction(withoutDeadline, (tx) =>
      audit(tx, {
        at: catalogueClock(),
        actor: { id: null, name: shortened(made.text, 150) },
        surface: 'slack',
        action,
        subject,
        to,
        reason: made.text,
      }),
    );
    await posted('step', ali, user, { entry });
  }
  await answer('log', ali, user);

  // Tickets of each kind, waiting and sent back.
  for (const id of [registration, deletion, reactivation]) {
    await posted('work', maya, id);
    await posted('ticket', ali, id);
    await answer('open-ticket', maya, id);
    await answer('log-ticket', maya, id);
  }
  await answer('register', maya, registration);
  const asking = ['key', String(registration), niks.known, '', '', title, '100'];
  form('satker.add', await desk.forms.add?.redraw?.(maya, asking, { nik: typed(niks.known) }, ''));
  await answer('remove', maya, deletion);
  await answer('give-back', maya, registration);
  for (const verb of ['approve-ticket', 'reject-ticket']) await answer(verb, maya, reactivation);
  // To another officer of the KPPN.
  await db.query(
    `INSERT INTO role_grant (person_id, role, unit_id) SELECT p.id, 'KPPN_OFFICER', u.kppn_id FROM person p, unit u
     WHERE p.email LIKE 'joko.%' AND u.id = $1 ON CONFLICT DO NOTHING`,
    [satkerId],
  );
  await db.query(`UPDATE satker_user SET status = 'REGISTERED', removal = NULL WHERE id = $1`, [user]);
  await answer('open', maya, user);
  await answer('reassign', maya, user);
  await answer('reassign-ticket', maya, reactivation);
  await db.query(
    `DELETE FROM role_grant WHERE role = 'KPPN_OFFICER' AND person_id = (SELECT id FROM person WHERE email LIKE 'joko.%')`,
  );
  await answer('withdraw-ticket', ali, registration);
  await db.query(`UPDATE satker_ticket SET status = 'RETURNED', reason = $2 WHERE id = $1`, [
    registration,
    made.text,
  ]);
  await posted('ticket', ali, registration);
  await answer('correct', ali, registration);

  // Lists and searches.
  const search = shortened(made.text, 40);
  for (const line of ['', 'list 1', 'list tidak ada yang begini']) await command(line, maya);
  for (const args of [[], [satkerId, 'REGISTERED', '', search]]) {
    await answer('list', maya, ...args);
    await answer('narrow', maya, 'status', ...args);
    await answer('find', maya, ...args);
    await answer('filter', maya, 'satker', ...args);
  }
  const found = form('satker.find', (await searchForm(desk, maya)) ?? undefined);
  form('satker.found', await submitted(maya, found, { text: typed(search) }));

  // The registration form as it comes, after each kind of search, sent, and brought back.
  await answer('add', ali);
  await answer('add', maya);
  await answer('ticket', ali);
  for (const line of ['add', 'ticket', 'delete', 'reactivate', 'digit']) await command(line, ali);
  await command('deactivate', maya);
  await command('logins', maya);
  const kept = await attachments.keep(
    ali.actor.id,
    `catalogue ${number}`,
    `${shortened(made.text, 150)}.pdf`,
    pdf,
  );
  if (!('id' in kept)) throw new Error('the document was not kept');
  const file = {
    type: 'files' as const,
    files: [{ source: `kept:${kept.id}`, name: kept.name, size: kept.size }],
  };
  const line = (max: number) => typed(shortened(made.text.replaceAll(/\s+/g, ' ').trim(), max));
  const everything = (nik: string): Values => ({
    satker: chosen(satkerId),
    nik: typed(nik),
    name: line(200),
    nip: line(60),
    email: typed('ada@mitra.example'),
    phone: typed('0812-3456-7890'),
    letterNumber: line(100),
    document: file,
  });
  const opened = await desk.commands.satker?.verbs.add?.(ali, '');
  if (opened?.type !== 'form') throw new Error('the form does not open');
  const drawn = (nik: string) =>
    desk.forms.add?.redraw?.(ali, opened.form.state, { nik: typed(nik) }, 'search');
  for (const nik of [niks.known, niks.unknown, niks.down, 'bukan NIK']) form('satker.add', await drawn(nik));
  const unanswered = await drawn(niks.down);
  await submitted(ali, unanswered ?? opened.form, everything(niks.down)).catch(() => undefined);
  await command('add', ali);
  const known = await drawn(niks.known);
  form('satker.added', await submitted(ali, known ?? opened.form, everything(niks.known)));

  // What the smaller forms lead to.
  const deletionForm = await desk.commands.satker?.verbs.delete?.(ali, '');
  if (deletionForm?.type !== 'form') throw new Error('the form does not open');
  form(
    'satker.opened',
    await submitted(ali, deletionForm.form, {
      satker: chosen(satkerId),
      user: chosen(inactive),
      note: typed(shortened(made.text, 2000)),
      document: file,
    }),
  );
  const digitForm = await desk.commands.satker?.verbs.digit?.(ali, '');
  if (digitForm?.type !== 'form') throw new Error('the form does not open');
  form('satker.digit-asked', await submitted(ali, digitForm.form, everything(niks.own)));
  const pick = await desk.commands.satker?.verbs.deactivate?.(maya, '');
  if (pick?.type !== 'form') throw new Error('the form does not open');
  form('satker.registration', await submitted(maya, pick.form, { deactivate: chosen(dormant) }));

  // What the daily run and the reports tell.
  for (const days of [30, 0]) {
    await posted('notice', putri, dormant, { days, due: '2026-12-21' });
    await db.query(
      `INSERT INTO deadline_notice (kind, record, falls_on, days, unit_id, made_on)
       VALUES ('satker.dormancy', $1, '2026-12-21', $2, $3, '2026-11-21') ON CONFLICT DO NOTHING`,
      [dormant, days, satkerId],
    );
  }
  const [kppn] = await db.query<{ id: number }>(`SELECT id FROM unit WHERE code = 'KPPN-JKT1'`);
  for (const id of [satkerId, kppn?.id ?? 0])
    await posted('summary', people.channelContext('slack'), id, { day: '2026-11-21' });
  await posted('report', maya, maya.actor.id, {
    file: shortened(made.text, 200),
    figures: { people: 1_000_000, unknown: 1, wrong: 10 },
    problems: Array.from({ length: 10 }, () => ({
      sheet: shortened(made.text, 31),
      row: 1_048_576,
      column: 'Login Terakhir',
      value: made.text,
      expected: { key: 'satker.report.when' },
    })),
  });
  shown.push({
    name: 'satker home',
    shows: { type: 'card', card: { title: 'home', parts: await homeOf(desk, maya), buttons: [] } },
  });
  await db.query(`UPDATE role_grant SET withdrawn_at = $2 WHERE unit_id = $1`, [satkerId, catalogueClock()]);
  return shown;
}

async function searchForm(desk: SatkerDesk, ctx: Context): Promise<Form | null> {
  const reply = await desk.actions.find?.run(ctx, []);
  return reply?.type === 'form' ? reply.form : null;
}

async function homeOf(desk: SatkerDesk, ctx: Context) {
  const { waiting, asked } = await desk.home(ctx);
  return [...waiting, ...asked];
}
