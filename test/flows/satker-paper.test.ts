import type { ChatPerson, Modal } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { playedOn } from '../support/played-on.ts';
import { addOfficer, auditOf, openDesk, type SatkerWorkspace, unregistered } from '../support/satker-desk.ts';
import {
  ali,
  fillInFor,
  letter,
  listOf,
  openAdd,
  otherSatker,
  rowsOf,
  type Somebody,
  satker,
  send,
} from '../support/satker-steps.ts';
import { audiences, closeForms, complaints, settled, voice } from '../support/user-id-steps.ts';

describe.each(audiences)(
  'from a letter on paper, in $platform, for people who read $language',
  (audience) => {
    const test = playedOn('teams', audience.platform);
    const t = voice(audience.platform, audience.language);
    let workspace: SatkerWorkspace;
    let maya: ChatPerson;
    beforeAll(async () => {
      workspace = await openDesk(audience);
      maya = workspace.person('maya.anggraini');
    });
    afterEach(() => closeForms(workspace));
    afterAll(() => workspace.stop());

    const filledFor = async (officer: ChatPerson, somebody: Somebody, of = satker): Promise<Modal> => {
      const form = await openAdd(officer);
      await form.sees(t('satker.form.fromPaper'));
      await form.choose(t('satker.field.satker'), of);
      return fillInFor(form, somebody);
    };

    it('S-2 S-8 an officer registers for a satker that their KPPN supervises: status 2 at once, and the satker is told', async () => {
      const somebody = workspace.registers.newcomer('Kartika Sari');
      const number = await send(await filledFor(maya, somebody));
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const said = t('satker.step.registeredFromPaper', {
        actor: 'Maya Anggraini',
        name: somebody.name,
        satker,
      });
      expect(await workspace.person('ali.rahman').sees(said)).toContain(number);
      expect((await maya.thread(number)).at(-1)).toContain(said);
      await workspace.mail.to(somebody.email).latest(/./);
      const [entry] = await auditOf(workspace, number);
      expect(entry).toMatchObject({
        action: 'satker.registeredFromPaper',
        data: { letterNumber: 'ST-12/SJ/2026' },
      });
      const [kept] = await workspace.query(
        `SELECT a.name FROM attachment a JOIN satker_user s ON s.document_id = a.id WHERE s.number = $1`,
        [number],
      );
      expect(kept).toEqual({ name: letter.name });
    });

    test('S-3 S-4 S-10 makes the same checks as a ticket does', async () => {
      const somebody = workspace.registers.newcomer('Kusuma Wardani');
      const form = await filledFor(maya, { ...somebody, name: 'Orang Lain Sekali' }, otherSatker);
      await unregistered(workspace, async () =>
        expect(Object.keys((await form.submit()).errors)).toEqual([t('satker.field.name')]),
      );
      await maya.closeModals();
      const twice = await openAdd(maya);
      await twice.choose(t('satker.field.satker'), satker);
      await twice.type(t('satker.field.nik'), ali.nik);
      await twice.redrawn(() => twice.click(t('satker.button.search')));
      await twice.sees(t('satker.error.active', { name: ali.name, satker }));
    });

    test('I-4 an officer registers neither themselves nor, where they are a user of the satker, without another officer', async () => {
      const herself = {
        ...workspace.registers.newcomer('Maya Anggraini'),
        email: 'maya.anggraini+satker@nusantara.example',
      };
      const own = await filledFor(maya, herself);
      await unregistered(workspace, async () =>
        expect(complaints(await own.submit())).toEqual([expect.stringContaining(t('satker.refuse.own'))]),
      );
      await maya.closeModals();
      const both = await addOfficer(workspace, 'ali.rahman', 'Ali Rahman');
      const somebody = workspace.registers.newcomer('Laksmi Dewi');
      await send(await filledFor(both, somebody));
      expect(await rowsOf(workspace, somebody.nik)).toEqual([1]);
    });

    test('S-2 a satker of another KPPN cannot be chosen, nor forged', async () => {
      await workspace.query(
        `WITH k AS (INSERT INTO unit (code, name, kind) VALUES ('KPPN-X', 'KPPN X', 'KPPN') RETURNING id)
       INSERT INTO unit (code, name, kind, kppn_id) SELECT '999', '999 SATKER JAUH', 'SATKER', id FROM k`,
      );
      const form = await openAdd(maya);
      expect(await form.options(t('satker.field.satker'))).not.toContain('999 SATKER JAUH');
    });

    test('S-2 of many satkers the one that the letter is from is searched', async () => {
      await workspace.query(
        `INSERT INTO unit (code, name, kind, kppn_id)
       SELECT '53' || n, '53' || n || ' KANTOR ' || n, 'SATKER', k.id
       FROM generate_series(1, 30) AS n, unit k WHERE k.code = 'KPPN-JKT1'`,
      );
      const somebody = workspace.registers.newcomer('Melati Suryani');
      const form = await openAdd(maya);
      expect(await form.search(t('satker.field.satker'), 'jauh')).toEqual([]);
      await form.search(t('satker.field.satker'), 'kantor 27');
      await form.pick(t('satker.field.satker'), '5327 KANTOR 27');
      await send(await fillInFor(form, somebody));
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      // The list is narrowed to it in the same way.
      await listOf(maya);
      await maya.click(t('list.pick', { label: t('satker.field.satker') }));
      const filter = await maya.modal(t('list.narrow'));
      await filter.search(t('satker.field.satker'), 'kantor 27');
      await filter.pick(t('satker.field.satker'), '5327 KANTOR 27');
      const { next } = await filter.submit();
      const shown = await next?.text();
      expect(shown).toContain(somebody.name);
      expect(shown).toContain(
        t('list.narrowed', { label: t('satker.field.satker'), chosen: '5327 KANTOR 27' }),
      );
      expect(shown).not.toContain(ali.name);
    });
  },
);
