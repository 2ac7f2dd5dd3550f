import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noCodes } from '../../src/chat/codes.ts';
import type { Reply } from '../../src/chat/desk.ts';
import { type Form, type FormResult, type Values, withKey } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { formatTime, type TextKey, translate } from '../../src/core/texts/index.ts';
import type { Database } from '../../src/db/database.ts';
import { mappingForms } from '../../src/desks/partners/mappings/forms.ts';
import { approve as approveUser } from '../../src/desks/satker/registrations/acts.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { giveBack } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { reject as rejectPhone } from '../../src/desks/signature/new-phone/acts.ts';
import { newPhones } from '../../src/desks/signature/new-phone/kind.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { type ActForms, actForms } from '../../src/records/form.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { type CatalogueDesks, catalogueDesks, makeRequest } from '../support/card-catalogue.ts';
import { actingAs, now } from '../support/everything.ts';
import { openDatabase } from '../support/open-database.ts';
import { writeExpiring } from '../support/partner-desk.ts';
import { sealUsers } from '../support/sealed-users.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
let desks: CatalogueDesks;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
  desks = catalogueDesks(db);
  await db.query(
    `INSERT INTO unit (code, name, kind, kppn_id) SELECT 'UJI-LAIN', 'Satker Lain', 'SATKER', kppn_id FROM unit WHERE code = '527010'`,
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Decided {
  /** Who decides it, and by what. */
  by: string;
  verb: string;
  forms(): Pick<ActForms, 'open' | 'submit'>;
  /** Puts one there that waits for them. */
  make(): Promise<number>;
  /** A field that keeps what was typed in it, where that is not the reason; null where nothing is asked for. */
  typed?: { name: string; value: string } | null;
  /** What its card says of what was asked for, by how it is called there, and a statement that changes it. */
  changes: Partial<Record<TextKey | 'platform', string>>;
}

let made = 0;
const number = (): string => {
  made += 1;
  return `UJI-2026-${String(made).padStart(6, '0')}`;
};
const inserted = async (sql: string): Promise<number> => {
  const [row] = await db.query<{ id: number }>(sql, [number(), now]);
  return row?.id ?? 0;
};
const file = (record: string) =>
  `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, record, created_at)
   SELECT 'surat.pdf', 'application/pdf', 5, '', '', gen_random_uuid()::text, min(id), ${record}, now() FROM person`;

const simple: Record<string, Decided> = {
  'a request for a User ID': {
    by: 'bima.santoso',
    verb: 'approve',
    forms: () =>
      actForms(means(db), 'user-id.act', requests, () =>
        approve({ db, policy: { oneStagePerPerson: true } }, 'WAITING_ATASAN'),
      ),
    make: () => makeRequest(db, 'Pemohon Uji', number()),
    changes: {
      'userId.field.kind': `UPDATE user_id_request SET kind = 'HO_TKJP' WHERE id = $1`,
      'userId.field.name': `UPDATE user_id_request SET name = 'Nama Lain' WHERE id = $1`,
      'field.nopek': `UPDATE user_id_request SET nopek = '123456' WHERE id = $1`,
      'field.position': `UPDATE user_id_request SET position = 'Jabatan Lain' WHERE id = $1`,
      'field.email': `UPDATE user_id_request SET email = 'lain@mitra.example' WHERE id = $1`,
      'field.unit': 'UPDATE user_id_request SET unit_id = (SELECT max(id) FROM unit) WHERE id = $1',
      'field.superior': `UPDATE person SET name = 'Bima S. Santoso' WHERE id = (SELECT atasan_id FROM user_id_request WHERE id = $1)`,
      'userId.card.requester': `UPDATE person SET name = 'Rina W. Wulandari' WHERE id = (SELECT requester_id FROM user_id_request WHERE id = $1)`,
      'userId.field.note': `UPDATE user_id_request SET note = 'Catatan lain' WHERE id = $1`,
      'userId.card.attachments': file(`'user-id:' || $1::int`),
      platform: `UPDATE user_id_platform SET note = 'Peran lain' WHERE request_id = $1`,
    },
  },
  'a registration for a satker': {
    by: 'maya.anggraini',
    verb: 'approve',
    forms: () => actForms(means(db), 'satker.registration', registrations, [approveUser]),
    make: async () => {
      const id = await inserted(
        `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at, requester_id)
         SELECT $1, u.id, lpad(right($1, 6), 16, '3'), 'Nama Uji', lower($1) || '@mitra.example', 'ST', 'REGISTERED', $2, 'slack', $1, $2, p.id
         FROM unit u, person p WHERE u.code = '527010' AND p.email LIKE 'ali.%' RETURNING id`,
      );
      const [row] = await db.query<{ key: string }>(
        'SELECT submission_key AS key FROM satker_user WHERE id = $1',
        [id],
      );
      await sealUsers(db, [
        { key: row?.key ?? '', nik: (row?.key ?? '').replaceAll(/\D/g, '').padStart(16, '3'), phone: '0812' },
      ]);
      return id;
    },
    changes: {
      'satker.field.nik': `UPDATE satker_user SET nik = NULL WHERE id = $1`,
      'satker.field.name': `UPDATE satker_user SET name = 'Nama Lain' WHERE id = $1`,
      'satker.field.nip': `UPDATE satker_user SET nip = '199001012015011001' WHERE id = $1`,
      'satker.field.phone': `UPDATE satker_user SET phone = NULL WHERE id = $1`,
      'satker.field.email': `UPDATE satker_user SET email = 'lain@mitra.example' WHERE id = $1`,
      'satker.field.letterNumber': `UPDATE satker_user SET letter_number = 'ST-2' WHERE id = $1`,
      'satker.card.document': `WITH f AS (${file(`'satker:' || $1::int`)} RETURNING id) UPDATE satker_user SET document_id = f.id FROM f WHERE satker_user.id = $1`,
    },
  },
  'a ticket to a KPPN': {
    by: 'maya.anggraini',
    verb: 'give-back',
    forms: () => actForms(means(db), 'satker.decision', tickets, [giveBack]),
    make: () =>
      inserted(
        `INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at)
         SELECT $1, 'REGISTRATION', $2, u.id, p.id, 'slack', $1, $2 FROM unit u, person p WHERE u.code = '527010' AND p.email LIKE 'ali.%' RETURNING id`,
      ),
    changes: {
      'satker.field.note': `UPDATE satker_ticket SET note = 'Mohon segera' WHERE id = $1`,
      'satker.card.document': `WITH f AS (${file(`'satker-ticket:' || $1::int`)} RETURNING id) UPDATE satker_ticket SET document_id = f.id FROM f WHERE satker_ticket.id = $1`,
    },
  },
};

const reason: Values = { reason: { type: 'text', text: 'Alasan uji' } };
const text = (value: string) => ({ type: 'text' as const, text: value });

const formOf = (reply: Reply | undefined): Form => {
  if (reply?.type !== 'form') throw new Error('no form opens');
  return reply.form;
};
const taken = (result: FormResult | undefined): FormResult => {
  if (!result) throw new Error('nothing takes it');
  return result;
};

/** A ticket with a letter. */
const ticketOf = (kind: 'REGISTRATION' | 'DELETION') => () =>
  inserted(
    `WITH f AS (${file('NULL')} RETURNING id)
     INSERT INTO satker_ticket (number, kind, status_since, unit_id, requester_id, surface, submission_key, created_at, document_id)
     SELECT $1, '${kind}', $2, u.id, p.id, 'slack', $1, $2, f.id FROM unit u, person p, f WHERE u.code = '527010' AND p.email LIKE 'ali.%' RETURNING id`,
  );
const ticketChanges: Decided['changes'] = {
  'satker.field.satker': `UPDATE satker_ticket SET unit_id = (SELECT id FROM unit WHERE code = 'UJI-LAIN') WHERE id = $1`,
  'satker.card.askedBy': `UPDATE person SET name = 'Ali R. Rahman' WHERE id = (SELECT requester_id FROM satker_ticket WHERE id = $1)`,
  'satker.field.note': `UPDATE satker_ticket SET note = 'Mohon segera' WHERE id = $1`,
  'satker.card.document': `WITH f AS (${file(`'satker-ticket:' || $1::int`)} RETURNING id) UPDATE satker_ticket SET document_id = f.id FROM f WHERE satker_ticket.id = $1`,
};

/** The form of a deletion, filled in, with a decree that was given. */
function removing(): Pick<ActForms, 'open' | 'submit'> {
  const { desk } = desks.satker;
  let user = 0;
  return {
    async open(ctx, _verb, id) {
      const { state, ...form } = formOf(await desk.actions.remove?.run(ctx, [String(id)]));
      user = await inserted(
        `INSERT INTO satker_user (number, unit_id, nik_hash, name, email, letter_number, status, status_since, surface, submission_key, created_at)
         SELECT $1, unit_id, lpad(right($1, 6), 16, '5'), 'Yang Dihapus', lower($1) || '@mitra.example', 'ST', 'INACTIVE', $2, 'slack', $1, $2
         FROM satker_ticket WHERE id = ${id} RETURNING id`,
      );
      const [decree] = await db.query<{ id: number }>(
        `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id, created_at)
         VALUES ('sk.pdf', 'application/pdf', 5, '', '', gen_random_uuid()::text, $1, now()) RETURNING id`,
        [ctx.actor.id],
      );
      return { ...form, state: withKey(() => [...state.slice(0, -1), String(decree?.id)]) } as Form;
    },
    async submit(ctx, state, values, codes) {
      // Of the ticket's satker, which may be another one by now.
      await db.query(
        'UPDATE satker_user SET unit_id = (SELECT unit_id FROM satker_ticket WHERE id = $2) WHERE id = $1',
        [user, Number(state[0])],
      );
      const more: Values = {
        user: { type: 'chosen', chosen: [{ value: String(user), label: '' }] },
        letterNumber: text('SK-1'),
      };
      return taken(await desk.forms.remove?.submit?.(ctx, state, { ...values, ...more }, codes));
    },
  };
}

/** The form of a registration from a ticket, filled in. */
function registering(): Pick<ActForms, 'open' | 'submit'> {
  const { desk, names } = desks.satker;
  names.text = 'Nama Uji';
  let nik = '';
  return {
    async open(ctx, _verb, id) {
      nik = String(id).padStart(16, '6');
      const { state } = formOf(await desk.actions.register?.run(ctx, [String(id)]));
      const searched = await desk.forms.add?.redraw?.(ctx, state, { nik: text(nik) }, 'search');
      if (!searched) throw new Error('it is not searched');
      return searched;
    },
    async submit(ctx, state, _values, codes) {
      const values: Values = {
        nik: text(nik),
        name: text('Nama Uji'),
        email: text('ada@mitra.example'),
        phone: text('081234567890'),
        letterNumber: text('ST-1'),
      };
      return taken(await desk.forms.add?.submit?.(ctx, state, values, codes));
    },
  };
}

const kinds: Record<string, Decided> = {
  ...simple,
  'a registration from a ticket': {
    by: 'maya.anggraini',
    verb: 'register',
    forms: registering,
    make: ticketOf('REGISTRATION'),
    typed: { name: 'phone', value: '081234567890' },
    changes: ticketChanges,
  },
  'a deletion from a ticket': {
    by: 'maya.anggraini',
    verb: 'remove',
    forms: removing,
    make: ticketOf('DELETION'),
    changes: ticketChanges,
  },
  'a mapping that ends soon': {
    by: 'tono.wijaya',
    verb: 'let-end',
    forms: () => mappingForms({ ...means(db), policy: { timeZone: 'Asia/Jakarta', partnerMailDomains: [] } }),
    make: () => writeExpiring(db, { account: number().toLowerCase() }),
    typed: null,
    changes: {
      'partner.field.users': `UPDATE person SET name = 'Sekretaris Lain' WHERE id = (SELECT person_id FROM secretary_mapping WHERE id = $1)`,
      'partner.field.position': `UPDATE secretary_mapping SET position_id = (SELECT id FROM position WHERE code = '50023456') WHERE id = $1`,
      'partner.field.official': `UPDATE position SET holder_id = (SELECT id FROM person WHERE email LIKE 'bima.%') WHERE id = (SELECT position_id FROM secretary_mapping WHERE id = $1)`,
      'partner.field.start': `UPDATE secretary_mapping SET starts_on = '2026-02-01' WHERE id = $1`,
    },
  },
  'another phone': {
    by: 'tono.wijaya',
    verb: 'reject',
    forms: () => actForms(means(db), 'sign.decision', newPhones, [rejectPhone]),
    make: () =>
      inserted(
        `WITH p AS (INSERT INTO person (email, name) VALUES (lower($1) || '@nusantara.example', 'Hilang Ponsel') RETURNING id),
         s AS (INSERT INTO signer (person_id, enrolled_at, changed_at) SELECT id, $2, $2 FROM p RETURNING id)
         INSERT INTO new_phone (signer_id, reason, asked_at, submission_key) SELECT id, 'Hilang', $2, $1 FROM s RETURNING id`,
      ),
    changes: { 'sign.field.reason': `UPDATE new_phone SET reason = 'Dicuri' WHERE id = $1` },
  },
};

describe.each(Object.entries(kinds))('A-11 %s', (_kind, { by, verb, make, changes, typed, ...of }) => {
  let ctx: Context;
  let formsNow: ReturnType<Decided['forms']>;
  beforeAll(async () => {
    ctx = await actingAs(db, by);
    formsNow = of.forms();
  });
  afterEach(async () => {
    await db.query(`UPDATE person SET name = 'Bima Santoso' WHERE email LIKE 'bima.%'`);
    await db.query(`UPDATE person SET name = 'Rina Wulandari' WHERE email LIKE 'rina.%'`);
    await db.query(`UPDATE person SET name = 'Ali Rahman' WHERE email LIKE 'ali.%'`);
    await db.query(
      `UPDATE position SET holder_id = (SELECT id FROM person WHERE email LIKE 'hendra.%') WHERE code = '50012345'`,
    );
  });
  const forms = () => formsNow;
  const submit = (form: { state: string[] }, as = ctx) => forms().submit(as, form.state, reason, noCodes);

  it('is not decided by a form that says nothing of what it showed', async () => {
    const form = await forms().open(ctx, verb, await make());
    const state = form.state.map((kept) => (kept.startsWith('[[') ? '' : kept));
    expect(state).not.toEqual(form.state);
    expect(await submit({ state })).toMatchObject({ type: 'become' });
  });

  it('is decided where nothing has changed since the form was opened, whichever language was chosen meanwhile', async () => {
    const form = await forms().open(ctx, verb, await make());
    const english = {
      ...ctx,
      t: translate('en'),
      time: (at: Date) => formatTime('en', 'Asia/Makassar', at),
    };
    expect(await submit(form, english)).toMatchObject({ type: 'done' });
  });

  it.each(Object.entries(changes))(
    'is not decided where %s has changed: it is named, and what was typed stays',
    async (called, change) => {
      const id = await make();
      const form = await forms().open(ctx, verb, id);
      await db.query(change, [id]);
      const answer = await submit(form);
      if (answer.type !== 'become') throw new Error(`it was taken: ${JSON.stringify(answer)}`);
      const said = JSON.stringify(answer.form.fields.slice(0, 2));
      const [platform] = await db.query<{ name: string }>(
        'SELECT name FROM platform_system ORDER BY name LIMIT 1',
      );
      expect(said).toContain(
        called === 'platform' ? platform?.name : ctx.t.message({ key: called as TextKey }),
      );
      if (typed !== null)
        expect(answer.form.fields).toContainEqual(
          expect.objectContaining(typed ?? { name: 'reason', value: 'Alasan uji' }),
        );
      // Seen as it is now, it can be decided.
      expect(await submit(answer.form)).toMatchObject({ type: 'done' });
    },
  );
});
