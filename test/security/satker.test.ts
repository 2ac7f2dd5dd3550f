import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withKey } from '../../src/chat/form.ts';
import type { Context } from '../../src/core/context.ts';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { approve as approving, deactivate } from '../../src/desks/satker/registrations/acts.ts';
import { registrations } from '../../src/desks/satker/registrations/kind.ts';
import { register } from '../../src/desks/satker/registrations/register.ts';
import { enter } from '../../src/desks/satker/registrations/rows.ts';
import { momentOf } from '../../src/desks/satker/report.ts';
import { isNamesake, isThemselves, notActiveUser } from '../../src/desks/satker/rules.ts';
import { satkerById } from '../../src/desks/satker/store.ts';
import { register as registering } from '../../src/desks/satker/tickets/acts.ts';
import { tickets } from '../../src/desks/satker/tickets/kind.ts';
import { openTicket } from '../../src/desks/satker/tickets/open.ts';
import { createHelp } from '../../src/people/who-can-help.ts';
import { readValues } from '../../src/platforms/teams/values.ts';
import { doing } from '../support/acting.ts';
import { sampleDatabase } from '../support/bot.ts';
import { actingAs } from '../support/everything.ts';
import { helpers } from '../support/house.ts';
import { openDatabase } from '../support/open-database.ts';

let database: { url: string; drop(): Promise<void> };
let db: Database;
let satkerId = 0;
beforeAll(async () => {
  database = await sampleDatabase();
  db = openDatabase(database.url, { timeoutMs: 20_000 });
  const [unit] = await db.query<{ id: number }>(`SELECT id FROM unit WHERE code = '527010'`);
  satkerId = unit?.id ?? 0;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Somebody of the sample organisation with the roles of this moment, in the chat. */
const contextOf = async (account: string): Promise<Context> => ({
  ...(await actingAs(db, account)),
  now: new Date(),
  time: String,
});

let made = 0;
async function document(personId: number): Promise<number> {
  made += 1;
  const [file] = await db.query<{ id: number }>(
    `INSERT INTO attachment (name, media_type, size, sha256, content, source, uploader_id)
     VALUES ('surat.pdf', 'application/pdf', 4, '', '', $1, $2) RETURNING id`,
    [`test:${made}`, personId],
  );
  return file?.id ?? 0;
}

/** A registration by Ali of somebody new. */
async function registration(name = 'Budi Hartono') {
  made += 1;
  const ali = await contextOf('ali.rahman');
  return {
    satkerId,
    nik: String(3_173_050_000_000_000 + made),
    name,
    nip: null,
    phone: '0812-3456-7890',
    email: `orang${made}@mitra.example`,
    letterNumber: 'ST-1',
    documentId: await document(ali.actor.id),
    offered: null,
    newAtDigit: false,
  };
}

describe('what a sender can change at the satker desk', () => {
  it('I-3 S-8 a registration ticket names nobody: an id that is sent all the same shows no one', async () => {
    const guest = await contextOf('rina.wulandari');
    const [ali] = await db.query<{ id: number }>(`SELECT id FROM satker_user WHERE unit_id = $1 LIMIT 1`, [
      satkerId,
    ]);
    const input = {
      kind: 'REGISTRATION' as const,
      satkerId,
      userId: ali?.id ?? 0,
      documentId: await document(guest.actor.id),
      note: null,
    };
    await expect(openTicket(db, guest, input, 'forged')).rejects.toThrow('satker.refuse.unknown');
    expect(await db.query('SELECT 1 FROM satker_ticket')).toEqual([]);
  });

  it('U-14 I-3 the users of a satker are named to those who see them alone, whatever id is sent', async () => {
    const satker = await satkerById(db, satkerId);
    if (!satker) throw new Error('the satker is gone');
    const [rina, maya, ali] = [
      await contextOf('rina.wulandari'),
      await contextOf('maya.anggraini'),
      await contextOf('ali.rahman'),
    ];
    const named = (asking: Context) => createHelp(db, () => [helpers])(notActiveUser(satker), asking.actor);
    expect(await named(maya)).toContain(ali.actor.name);
    const stranger = await named(rina);
    expect(stranger).not.toBe('');
    expect(stranger).not.toContain(ali.actor.name);
  });

  it('I-3 a dialog that comes back with files of elsewhere brings none', () => {
    const form = {
      id: 'satker.ticket' as const,
      title: '',
      state: withKey((key) => [key]),
      close: '',
      fields: [{ type: 'files' as const, name: 'document', label: '', maxFiles: 1, accept: ['pdf'] }],
    };
    const offered = ['slack:F0VICTIM', 'kept:7'];
    const read = (source: string) =>
      readValues({ form, pressed: {}, offered }, { document: encodeURIComponent(source) }).document;
    expect(read('slack:F0VICTIM')).toEqual({ type: 'files', files: [] });
    expect(read('kept:7')).toMatchObject({ files: [{ source: 'kept:7' }] });
  });

  it('S-18 a date of another age is told as wrong, and stops nothing', () => {
    const cell = { column: 1, imprecise: false, format: '' };
    for (const value of ['01/05/0026', '31/12/1899', '0026-05-01 08:30'])
      expect(momentOf({ ...cell, kind: 'text', value }, 'Asia/Jakarta')).toBeNull();
    expect(momentOf({ ...cell, kind: 'date', value: '0026-05-01' }, 'Asia/Jakarta')).toBeNull();
  });
});

describe('nobody decides on themselves', () => {
  it.each([
    ['the same address', 'maya.anggraini@nusantara.example', true],
    ['the same mailbox by a tag', 'Maya.Anggraini+satker@nusantara.example', true],
    ['another address', 'maya@rumah.example', false],
  ])('I-4 under %s', async (_what, email, own) => {
    const { actor } = await contextOf('maya.anggraini');
    expect(isThemselves(actor, { email, nikHash: 'of another NIK' })).toBe(own);
  });

  it('I-4 S-8 a namesake is registered, and the officer of that name is warned', async () => {
    const ali = await contextOf('ali.rahman');
    const maya = await contextOf('maya.anggraini');
    const ticket = await openTicket(
      db,
      ali,
      { kind: 'REGISTRATION', satkerId, userId: null, documentId: await document(ali.actor.id), note: null },
      'own name',
    );
    const input = await registration('Dra. Maya Anggraini, M.Si.');
    expect(isNamesake(maya.actor, { ...input, nikHash: 'of another NIK' })).toBe(true);
    const registered = doing(db, tickets)(registering, maya, ticket.id, { input, key: 'k' });
    await expect(registered).resolves.toMatchObject({ type: 'decided' });
  });
});

describe('at the same moment', () => {
  it('S-9 S-10 entering again waits for the decision that is being made, and goes by it', async () => {
    const [ali, maya] = [await contextOf('ali.rahman'), await contextOf('maya.anggraini')];
    for (const approve of [true, false]) {
      const input = await registration();
      const { id } = await register(db, ali, input, `first ${approve}`);
      const satker = await satkerById(db, satkerId);
      if (!satker) throw new Error('no satker');
      let again = Promise.resolve('');
      await db.transaction(withoutDeadline, async (tx) => {
        await tx.query(`UPDATE satker_user SET status = $2::satker_user_status WHERE id = $1`, [
          id,
          approve ? 'ACTIVE' : 'REJECTED',
        ]);
        again = db
          .transaction(withoutDeadline, (other) =>
            enter(
              other,
              ali,
              satker,
              { ...input, documentId: input.documentId },
              { status: 'REGISTERED', key: `again ${approve}` },
            ),
          )
          .then(
            () => 'made',
            (error: { fields?: Record<string, { key: string }> }) => error.fields?.nik?.key ?? String(error),
          );
        await expect
          .poll(() =>
            db.query(
              `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
            ),
          )
          .not.toEqual([]);
      });
      expect(await again).toBe(approve ? 'satker.error.active' : 'made');
      await expect(doing(db, registrations)(approving, maya, id, {})).resolves.toMatchObject({
        type: 'passed',
      });
    }
  });

  it('S-15 S-20 standing that a satker gave ends with it, in the audit, and nobody else’s does', async () => {
    const [ali, maya] = [await contextOf('ali.rahman'), await contextOf('maya.anggraini')];
    const input = await registration('Citra Dewi');
    const { id } = await register(db, ali, input, 'standing');
    const act = doing(db, registrations);
    await act(approving, maya, id, {});
    const person = () =>
      db.query<{ registered: boolean }>('SELECT registered FROM person WHERE email = $1', [input.email]);
    expect(await person()).toEqual([{ registered: true }]);
    await act(deactivate, maya, id, { reason: 'Pindah' });
    expect(await person()).toEqual([{ registered: false }]);
    const entries = await db.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE subject = (SELECT 'person:' || id FROM person WHERE email = $1) ORDER BY id`,
      [input.email],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'person.registered',
      'role.granted',
      'role.withdrawn',
      'person.unregistered',
    ]);
    const [own] = await db.query<{ id: number }>(`SELECT id FROM satker_user WHERE email LIKE 'ali.%'`);
    await act(deactivate, maya, own?.id ?? 0, { reason: 'Pindah' });
    expect(await db.query(`SELECT registered FROM person WHERE email LIKE 'ali.%'`)).toEqual([
      { registered: true },
    ]);
  });
});
