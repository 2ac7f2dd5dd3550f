import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { noCodes } from '../../src/chat/codes.ts';
import type { Values } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { formatTime, type TextKey, translate } from '../../src/core/texts/index.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { approve as approveUser } from '../../src/desks/satker/registrations/acts.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { giveBack } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { approve } from '../../src/desks/user-id/acts.ts';
import { requests } from '../../src/desks/user-id/kind.ts';
import { type ActForms, actForms } from '../../src/records/form.ts';
import { type SampleDatabase, sampleDatabase } from '../support/bot.ts';
import { makeRequest } from '../support/card-catalogue.ts';
import { actingAs, now } from '../support/everything.ts';
import { means } from '../support/step-up.ts';

let database: SampleDatabase;
let db: Database;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 60_000 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Decided {
  /** Who decides it, and by what. */
  by: string;
  verb: string;
  forms(): ActForms;
  /** Puts one there that waits for them. */
  make(): Promise<number>;
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

const kinds: Record<string, Decided> = {
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
    make: () =>
      inserted(
        `INSERT INTO satker_user (number, unit_id, nik, name, phone, email, letter_number, status, status_since, surface, submission_key, created_at, requester_id)
         SELECT $1, u.id, lpad(right($1, 6), 16, '3'), 'Nama Uji', '0812', lower($1) || '@mitra.example', 'ST', 'REGISTERED', $2, 'slack', $1, $2, p.id
         FROM unit u, person p WHERE u.code = '527010' AND p.email LIKE 'ali.%' RETURNING id`,
      ),
    changes: {
      'satker.field.nik': `UPDATE satker_user SET nik = '9999999999999999' WHERE id = $1`,
      'satker.field.name': `UPDATE satker_user SET name = 'Nama Lain' WHERE id = $1`,
      'satker.field.nip': `UPDATE satker_user SET nip = '199001012015011001' WHERE id = $1`,
      'satker.field.phone': `UPDATE satker_user SET phone = '0813' WHERE id = $1`,
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

describe.each(Object.entries(kinds))('A-11 %s', (_kind, { by, verb, forms, make, changes }) => {
  let ctx: Context;
  beforeAll(async () => {
    ctx = await actingAs(db, by);
  });
  afterEach(async () => {
    await db.query(`UPDATE person SET name = 'Bima Santoso' WHERE email LIKE 'bima.%'`);
    await db.query(`UPDATE person SET name = 'Rina Wulandari' WHERE email LIKE 'rina.%'`);
  });
  const submit = (form: { state: string[] }, as = ctx) => forms().submit(as, form.state, reason, noCodes);

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
      expect(answer.form.fields).toContainEqual(
        expect.objectContaining({ name: 'reason', value: 'Alasan uji' }),
      );
      // Seen as it is now, it can be decided.
      expect(await submit(answer.form)).toMatchObject({ type: 'done' });
    },
  );
});
