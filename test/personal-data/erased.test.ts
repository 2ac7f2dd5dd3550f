import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { leaving } from '../support/house.ts';
import { partnerRow, partnerTitles, sheetOf } from '../support/imports.ts';
import { openDatabase } from '../support/open-database.ts';
import { openDesk, type SatkerWorkspace } from '../support/satker-desk.ts';
import {
  ask,
  audiences,
  forRina,
  openDecision,
  sendDone,
  settled,
  voice,
  words,
} from '../support/user-id-steps.ts';
import { confide } from './confidences.ts';
import { gather, liveCards, opened, type Places, placesOf } from './places.ts';
import type { Given } from './readings.ts';

/** Whose values are looked for: all who have given something, but the ADMIN who erases and those who decide. */
const erased = ['rina.wulandari', 'ali.rahman', 'putri.maharani', 'dimas.tamu', 'dian.puspita', 'mitra.%'];
const erasedNames = [
  'Rina Wulandari',
  'Ali Rahman',
  'Putri Maharani',
  'Dimas Tamu',
  'Dian Puspita',
  'Orang mitra',
];

/** What is not tried again. */
const givenUp = ['imports.arrived'];

/** Where some of it stands still, and why: the preview says so of each. */
const ofImports =
  'rows of imports go at the end of their own period, and so do the cards that show what is wrong with them';
const inWrongRow = { 'import_block, opened': ofImports, 'live cards of Tono Wijaya': ofImports };
const imitated = 'DIGIT and the marketplace are imitated';
const stays: Record<string, Record<string, string>> = {
  'the phone of a partner': { 'import_block, opened': ofImports },
  'the phone of a partner without its zero': { 'import_block, opened': ofImports },
  'who Orang mitra is': { 'import_block, opened': ofImports },
  ...Object.fromEntries(
    ['address', 'name', 'phone', 'company'].map((field) => [
      `the ${field} in a row`,
      { 'import_block, opened': ofImports },
    ]),
  ),
  ...Object.fromEntries(
    ['kind', 'unit', 'position', 'start', 'end'].map((field) => [`the ${field} in a row`, inWrongRow]),
  ),
  'who Ali Rahman is': { digit_sandbox_account: imitated },
  'who Putri Maharani is': {
    market_sandbox_account: imitated,
    market_sandbox_company: imitated,
    market_sandbox_user: imitated,
  },
};

/** On both platforms, in the language in which people confide. */
describe.each(audiences.map(({ platform }) => ({ platform, language: 'id' as const })))(
  'T-3 of people who have left, once they are erased in $platform',
  ({ platform, language }) => {
    const t = voice(platform, language);
    let workspace: SatkerWorkspace;
    let db: Database;
    let places: Places;
    const values = new Map<string, Given[]>();
    const previews: string[] = [];
    beforeAll(async () => {
      workspace = await openDesk({ platform, language });
      db = openDatabase(workspace.databaseUrl, { timeoutMs: 60_000 });
      // What has come to the end of its period goes by a run: none begins meanwhile, neither by the clock nor for the one that is missed.
      await db.query('INSERT INTO retention_run (begun_at, ended_at) VALUES (now(), now())');
      await sayOpenly();
      for (const [what, given] of await confide(workspace)) values.set(what, given);
      await settled(workspace);
      const people = await whoTheyAre();
      expect(people.filter(({ name }) => values.has(`the conversation of ${name}`)).length).toBeGreaterThan(
        2,
      );
      await leaveWaiting();
      await leave(people);
      await settled(workspace, givenUp);
      await age(db);
      // By what a platform calls a delivery it is taken once: for three days.
      await db.query(`SELECT graphile_worker.add_job('housekeeping', '{}'::json)`);
      await settled(workspace, givenUp);
      // Each by a demand of their own, all of them at once: each of them waits until its letter has left.
      for (const { name } of people) await demandErasure(name);
      await settled(workspace, givenUp);
      const erasures = await db.query<{ ended: boolean }>(
        'SELECT ended_at IS NOT NULL AS ended FROM erasure',
      );
      expect(erasures).toEqual(people.map(() => ({ ended: true })));
      // What stands in conversations and mailboxes is theirs who read it: no product takes it from them.
      const kept = [...(await gather(workspace))].filter(
        ([place]) => place !== 'mails' && !place.startsWith('cards of '),
      );
      places = new Map([...kept, ...(await opened(db)), ...(await liveCards(workspace))]);
    });
    afterAll(async () => {
      await db.close();
      await workspace.stop();
    });

    /** What is said of a request, by who asks and by who decides. */
    async function sayOpenly(): Promise<void> {
      const rina = workspace.person('rina.wulandari');
      const bima = workspace.person('bima.santoso');
      const said = {
        note: 'Catatan permohonan 59124',
        SAP: 'Catatan sistem 48213',
        comment: 'Komentar tertulis 71246',
        reason: 'Alasan penolakan 60135',
      };
      await ask(rina, { ...forRina, platforms: { SAP: said.SAP }, note: said.note });
      await settled(workspace, givenUp);
      const [request] = await db.query<{ number: string }>(
        'SELECT number FROM user_id_request ORDER BY id DESC LIMIT 1',
      );
      // Written in their direct conversation.
      await rina.give(`${request?.number} ${said.comment}`);
      await eventually(async () =>
        expect(await db.query('SELECT 1 FROM record_remark WHERE text = $1', [said.comment])).toHaveLength(1),
      );
      await settled(workspace, givenUp);
      const rejecting = await openDecision(bima, request?.number ?? '', 'Reject');
      await rejecting.type(words('record.decision.whyReject'), said.reason);
      await sendDone(bima, rejecting);
      await settled(workspace, givenUp);
      for (const [what, text] of Object.entries(said)) values.set(`the ${what} of a request`, [text]);
    }

    /** A file that somebody drops in a channel, and that waits there until the program is given up reading it. */
    async function leaveWaiting(): Promise<void> {
      const name = 'Berkas tertunda 82357.xlsx';
      values.set('the name of a file that waits in a channel', [name]);
      const rina = workspace.person('rina.wulandari');
      await db.query(
        `INSERT INTO role_grant (person_id, role) SELECT id, 'DIRECTORY_ADMIN' FROM person WHERE email LIKE 'rina.wulandari@%'`,
      );
      await db.query(
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$`,
      );
      await db.query(
        'CREATE TRIGGER broken BEFORE INSERT ON import FOR EACH STATEMENT EXECUTE FUNCTION refuse()',
      );
      await rina.drop(workspace.door().channel, 'Mitra', {
        name,
        data: await sheetOf(partnerTitles, partnerRow('tertunda@vendor.example')),
      });
      /** Lets it have its next try at once, and its last one after two. */
      const triedAgain = () =>
        db.query(
          `UPDATE graphile_worker._private_jobs j SET run_at = now(), attempts = CASE WHEN attempts > 1 THEN max_attempts - 1 ELSE attempts END
           FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = 'imports.arrived' AND j.locked_at IS NULL
             AND j.last_error IS NOT NULL AND attempts < max_attempts`,
        );
      await eventually(async () => {
        await triedAgain();
        const waits = await db.query(
          `SELECT person_id IS NULL AND message_id IS NOT NULL AS "inChannel",
             EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'imports.arrived' AND attempts >= max_attempts AND locked_at IS NULL) AS "givenUp"
           FROM posted_card WHERE card = 'pintu.waiting-file'`,
        );
        expect(waits).toEqual([{ inChannel: true, givenUp: true }]);
      });
      await db.query('DROP TRIGGER broken ON import');
    }

    async function whoTheyAre(): Promise<{ id: number; name: string }[]> {
      const people = await db.query<{
        id: number;
        name: string;
        email: string;
        position: string | null;
        nopek: string | null;
        accounts: string[];
        conversations: string[];
      }>(
        `SELECT id, name, email, position, nopek, ARRAY(SELECT external_id FROM chat_identity c WHERE c.person_id = p.id) AS accounts,
         ARRAY(SELECT direct FROM chat_identity c WHERE c.person_id = p.id AND direct IS NOT NULL
               UNION SELECT channel FROM posted_card c WHERE c.person_id = p.id AND channel IS NOT NULL) AS conversations
       FROM person p WHERE split_part(email, '@', 1) LIKE ANY($1) ORDER BY id`,
        [erased],
      );
      expect(new Set(people.map(({ name }) => name.replace(/\..*/, '')))).toEqual(new Set(erasedNames));
      for (const { id: _, name, accounts, conversations, ...more } of people) {
        values.set(`who ${name.replace(/\..*/, '')} is`, [
          name,
          ...Object.values(more).filter((value) => value !== null),
        ]);
        if (accounts.length > 0) values.set(`the account of ${name}`, accounts);
        // In Teams behind the address of the service.
        const ids = conversations.map((one) => one.replace(/^.*#/, ''));
        if (ids.length > 0) values.set(`the conversation of ${name}`, ids);
      }
      return people;
    }

    /** What is open ends, and then they leave. */
    async function leave(people: readonly { id: number }[]): Promise<void> {
      await db.query(`UPDATE satker_ticket SET status = 'REJECTED'`);
      await db.transaction(withoutDeadline, (tx) =>
        leaving.leave(
          tx,
          people.map(({ id }) => id),
          { now: new Date(), surface: 'system', actor: { id: null, name: 'Satu Pintu' } },
        ),
      );
    }

    async function demandErasure(name: string): Promise<void> {
      const tono: ChatPerson = workspace.person('tono.wijaya');
      await tono.command(`/pintu erase ${name}`);
      const form = await tono.modal(t('erasure.title'));
      previews.push(await form.text());
      await form.type(t('erasure.demand'), 'Surat 12/2026');
      await form.type(t('erasure.why'), 'Diminta');
      const sent = await form.submit();
      expect(sent.errors).toEqual({});
      await sent.next?.close({ all: true });
    }

    it('nothing of it is in any table, sealed or not, in jobs, the log or live cards but what stays by rule', () => {
      const found = (given: readonly Given[]) =>
        [...new Set(given.flatMap((one) => placesOf(places, one)))].sort();
      const left = [...values].map(([what, given]) => [what, found(given)] as const);
      expect(left.length).toBeGreaterThan(60);
      expect(Object.fromEntries(left.filter(([, where]) => where.length > 0))).toEqual(
        Object.fromEntries(Object.entries(stays).map(([what, where]) => [what, Object.keys(where).sort()])),
      );
    });

    it('the log calls states, which it never erases, by words of ours and days alone', async () => {
      const states = await db.query<{ state: string }>(
        'SELECT DISTINCT state FROM audit_entry, unnest(ARRAY[from_state, to_state]) AS state WHERE state IS NOT NULL ORDER BY 1',
      );
      expect(states.length).toBeGreaterThan(10);
      const isOurs = /^(?:[A-Z_]+(?: [A-Z_]+)?|\d{4}-\d\d-\d\d|id|en|slack|teams|portal|true|false)$/;
      expect(states.filter(({ state }) => !isOurs.test(state))).toEqual([]);
    });

    it('a value that is left is found: sealed, in the log, in a job, in a card', async () => {
      const secret = 'Tertinggal 71358';
      const [file] = await db.query<{ sha256: string }>(
        `SELECT encode(sha256, 'hex') AS sha256 FROM attachment LIMIT 1`,
      );
      const { content } = await db.keys.seal('attachment', file?.sha256 ?? '', {
        content: Buffer.from(secret),
      });
      await db.query(`UPDATE attachment SET content = $1 WHERE encode(sha256, 'hex') = $2`, [
        content,
        file?.sha256,
      ]);
      await db.query(
        `INSERT INTO audit_entry (at, actor, surface, action, subject, to_state) VALUES (now(), 'Bima', 'slack', 'x', 'x:1', $1)`,
        [secret],
      );
      const planted = new Map([...(await gather(workspace)), ...(await opened(db))]);
      expect(placesOf(planted, secret)).toEqual(
        expect.arrayContaining(['attachment, opened', 'audit_entry']),
      );
      expect([...places.keys()]).toEqual(
        expect.arrayContaining(['graphile_worker._private_jobs', 'log', 'live cards of Maya Anggraini']),
      );
    });

    it('the preview names what stays of each, and no kind of which there is nothing', () => {
      const said = (name: string) => previews.find((text) => text.includes(name)) ?? '';
      const names = (key: Parameters<typeof t>[0]) =>
        [...new Set(erasedNames.filter((name) => said(name).includes(t.message({ key }))))].sort();
      expect(names('erasure.stays.rows')).toEqual([...erasedNames].sort());
      expect(names('erasure.stays.sandbox')).toEqual(['Ali Rahman', 'Putri Maharani']);
      expect(names('erasure.stays.accountNames')).toEqual(['Orang mitra', 'Rina Wulandari']);
      expect(names('erasure.stays.confirmations')).toEqual([]);
      expect(names('erasure.stays.checks')).toEqual([]);
    });
  },
);

/** Waits until it is shown, within what the configuration allows. */
async function eventually(shown: () => Promise<void>): Promise<void> {
  for (;;) {
    const isShown = await shown().then(
      () => true,
      () => false,
    );
    if (isShown) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** As if all of it had happened three years ago, but for the log, which is sealed. */
async function age(db: Database): Promise<void> {
  const columns = await db.query<{ table: string; sets: string }>(
    `SELECT table_name AS table, string_agg(format('%1$I = %1$I - interval ''3 years''', column_name), ', ') AS sets
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' AND table_name !~ '^(audit_|retention_run|database_life|data_key|root_key)'
       AND data_type IN ('timestamp with time zone', 'date') GROUP BY 1`,
  );
  await db.transaction(withoutDeadline, async (tx) => {
    // Nothing happens by it.
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const { table, sets } of columns) await tx.query(`UPDATE "${table}" SET ${sets}`);
  });
}
