import { type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draftOf, keepDraft } from '../../src/db/drafts.ts';
import type { RegisteredEmployee } from '../../src/neighbours/employee-register/register.ts';
import type { Workspace } from '../support/bot.ts';
import { withDatabase } from '../support/database.ts';
import { type Employees, startEmployees } from '../support/employees.ts';
import { playedOn } from '../support/played-on.ts';
import { pdf } from '../support/sample-files.ts';
import {
  approve,
  ask,
  bringTo,
  closeForms,
  fillIn,
  openRequestForm,
  openWorkspaceIn,
  settled,
  stages,
  submitReview,
  toReview,
  unchanged,
  voice,
  type Wish,
} from '../support/user-id-steps.ts';

describe.each(platforms)('the employee register as a service, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  const nopek = t('field.nopek');
  let workspace: Workspace;
  let employees: Employees;
  const rina = () => workspace.person('rina.wulandari');

  beforeAll(async () => {
    employees = await startEmployees();
    workspace = await openWorkspaceIn({ platform, language: 'id' }, { env: employees.env });
  });
  afterEach(async () => {
    employees.heal();
    await closeForms(workspace);
    // A usable answer, so that failures in a row are those of one test: five would open the circuit.
    await search(await openForm(), '999999');
    await closeForms(workspace);
    await workspace.query('DELETE FROM form_draft');
  });
  afterAll(async () => {
    await workspace.stop();
    await employees.close();
  });

  const bima = {
    nopek: '100101',
    name: 'Bima Santoso',
    email: 'bima.santoso@nusantara.example',
    position: 'Assistant Manager Finance',
  };
  let hired = 0;
  /** An employee whom the register knows and our tables do not. */
  function employee(name: string, told: Partial<RegisteredEmployee> = {}): RegisteredEmployee {
    hired += 1;
    const employee: RegisteredEmployee = {
      nopek: String(300_000 + hired),
      name,
      email: `${name.toLowerCase().replaceAll(' ', '.')}@nusantara.example`,
      position: 'Analis Hukum',
      employment: 'ORGANIK_PKWT',
      unit: { code: 'HO-FIN', name: 'Finance' },
      superior: bima,
      ...told,
    };
    employees.all.set(employee.nopek, employee);
    return employee;
  }
  const wishFor = ({ nopek }: RegisteredEmployee): Wish => ({
    kind: 'HO-Organik/PKWT',
    nopek,
    platforms: { VPN: 'Bekerja dari cabang' },
  });

  async function openForm(): Promise<Modal> {
    const form = await openRequestForm(rina());
    await form.redrawn(() => form.choose(t('userId.field.kind'), 'HO-Organik/PKWT'));
    return form;
  }
  async function search(form: Modal, number: string): Promise<void> {
    await form.type(nopek, number);
    await form.redrawn(() => form.click(t('userId.field.lookup')));
  }

  const personOf = async (email: string) =>
    (
      await workspace.query(
        `SELECT p.nopek, p.name, p.position, p.employment, p.registered, u.code AS unit, s.email AS superior
         FROM person p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = p.superior_id WHERE p.email = $1`,
        [email],
      )
    )[0];
  const auditOf = (email: string) =>
    workspace.query<{ action: string; actor: string; surface: string; data: Record<string, object> }>(
      `SELECT action, actor, surface, data FROM audit_entry
       WHERE subject = 'person:' || (SELECT id FROM person WHERE email = $1) AND data->>'source' = 'employee-register'
       ORDER BY id`,
      [email],
    );
  /** Everything that a search may write to, and drafts aside. */
  const organisation = () =>
    workspace.query(`SELECT
      (SELECT json_agg(p ORDER BY id) FROM person p) AS people,
      (SELECT json_agg(u ORDER BY id) FROM unit u) AS units,
      (SELECT json_agg(r ORDER BY id) FROM user_id_request r) AS requests,
      (SELECT count(*) FROM audit_entry WHERE action <> 'person.linked') AS audit`);
  async function unwritten<T>(act: () => Promise<T>): Promise<T> {
    const before = await organisation();
    const result = await act();
    expect(await organisation()).toEqual(before);
    return result;
  }

  it('U-4 I-9 fills in what the register says, and writes the employee, a new unit and a new superior with audit', async () => {
    const superior = {
      nopek: '300900',
      name: 'Ratna Sari Dewi',
      email: `ratna.${platform}@nusantara.example`,
      position: 'Assistant Manager Legal',
    };
    const laras = employee('Laras Kinanti', { unit: { code: 'HO-LEG', name: 'Legal' }, superior });
    const form = await openForm();
    await search(form, laras.nopek);
    for (const text of ['Laras Kinanti', 'Analis Hukum', laras.email, 'Legal', 'Ratna Sari Dewi'])
      await form.sees(text);

    expect(await personOf(laras.email)).toEqual({
      nopek: laras.nopek,
      name: 'Laras Kinanti',
      position: 'Analis Hukum',
      employment: 'ORGANIK_PKWT',
      registered: true,
      unit: 'HO-LEG',
      superior: superior.email,
    });
    expect(await personOf(superior.email)).toMatchObject({ nopek: '300900', registered: true, unit: null });
    const [unit] = await workspace.query<{ id: number }>(
      `SELECT id, name, kind FROM unit WHERE code = 'HO-LEG'`,
    );
    expect(unit).toMatchObject({ name: 'Legal', kind: 'HO' });
    const [added] = await auditOf(laras.email);
    expect(added).toMatchObject({
      action: 'person.added',
      actor: 'Rina Wulandari',
      surface: platform,
      data: { to: { nopek: laras.nopek, email: laras.email } },
    });
    expect(await auditOf(superior.email)).toMatchObject([{ action: 'person.added' }]);
    expect(
      await workspace.query(`SELECT action FROM audit_entry WHERE subject = $1`, [`unit:${unit?.id}`]),
    ).toEqual([{ action: 'unit.added' }]);
  });

  test('I-5 I-9 searched again, what has not changed is not written, and what has is, with what it was', async () => {
    const galih = employee('Galih Pratama');
    const form = await openForm();
    await search(form, galih.nopek);
    await unwritten(() => search(form, galih.nopek));
    const asked = employees.timesAsked();
    employees.all.set(galih.nopek, { ...galih, position: 'Kepala Bagian', superior: null });
    await search(form, galih.nopek);
    expect(employees.timesAsked()).toBeGreaterThan(asked);
    await form.sees('Kepala Bagian');
    expect(await personOf(galih.email)).toMatchObject({ position: 'Kepala Bagian', superior: null });
    const [, changed] = await auditOf(galih.email);
    expect(changed).toMatchObject({
      action: 'person.changed',
      data: {
        from: { position: 'Analis Hukum', superiorId: expect.any(Number) },
        to: { position: 'Kepala Bagian', superiorId: null },
      },
    });
    expect(Object.keys(changed?.data.to ?? {}).sort()).toEqual(['position', 'superiorId']);
    expect((await auditOf(bima.email)).length).toBe(0);
  });

  test('I-1 I-9 knows by e-mail whom it did not know by Nopek, and by Nopek whose e-mail has changed', async () => {
    const dimas = { name: 'Dimas Tamu', email: 'dimas.tamu@mitra.example' };
    expect(await personOf(dimas.email)).toMatchObject({ nopek: null, registered: false });
    const told = employee(dimas.name, dimas);
    const form = await openForm();
    await search(form, told.nopek);
    expect(await personOf(dimas.email)).toMatchObject({ nopek: told.nopek, registered: true });

    const putri = employee('Putri Ayu');
    await search(form, putri.nopek);
    const moved = { ...putri, email: `putri.baru.${platform}@nusantara.example` };
    employees.all.set(putri.nopek, moved);
    await search(form, putri.nopek);
    await form.sees(moved.email);
    expect(await personOf(putri.email)).toBeUndefined();
    expect(await personOf(moved.email)).toMatchObject({ nopek: putri.nopek });
  });

  test.each<[string, () => RegisteredEmployee]>([
    [
      'an address of somebody with another Nopek',
      () => employee('Joko Kedua', { email: 'joko.prasetyo@nusantara.example' }),
    ],
    [
      'a Nopek and an address that are two people here',
      () => {
        const both = employee('Maya Anggraini', {
          nopek: '200517',
          email: 'maya.anggraini@nusantara.example',
        });
        employees.all.set('200517', both);
        return both;
      },
    ],
    [
      'a superior with the address of somebody else',
      () => employee('Nanda Putra', { superior: { ...bima, nopek: '399999' } }),
    ],
  ])('I-9 takes nobody’s row over: %s is refused in words', async (_, contradicting) => {
    const told = contradicting();
    const form = await openForm();
    const about = told.superior?.nopek === '399999' ? told.superior : told;
    const error = t('people.error.nopekContradicted', {
      nopek: about.nopek,
      email: about.email,
      admins: 'Tono Wijaya',
    });
    await unwritten(async () => {
      await search(form, told.nopek);
      await form.sees(error);
    });
    await form.redrawn(() => form.tick(t('userId.field.platforms'), 'VPN'));
    await form.type(t('userId.field.platformNote', { platform: 'VPN' }), 'Cabang');
    await unwritten(async () => expect((await form.submit()).errors).toEqual({ [nopek]: error }));
  });

  test.each<[string, 'employee' | 'superior', (id: number) => Promise<unknown>]>([
    [
      'a role',
      'employee',
      (id) => workspace.query(`INSERT INTO role_grant (person_id, role) VALUES ($1, 'ICT_EXECUTOR')`, [id]),
    ],
    [
      'an account in chat',
      'superior',
      (id) =>
        workspace.query(
          `INSERT INTO chat_identity (platform, tenant, external_id, person_id) VALUES ('slack', 'T0', 'U0' || $1::int, $1::int)`,
          [id],
        ),
    ],
  ])(
    'I-1 I-9 makes nobody else of somebody here who has %s: another address is refused in words',
    async (what, who, given) => {
      const superior = {
        nopek: String(310_000 + hired),
        name: 'Kartika Dewi',
        email: `kartika.${hired}@nusantara.example`,
        position: 'Assistant Manager',
      };
      const told = employee(`Lukman ${what}`, { superior });
      const form = await openForm();
      await search(form, told.nopek);
      const about = who === 'employee' ? told : superior;
      const [known] = await workspace.query<{ id: number }>('SELECT id FROM person WHERE nopek = $1', [
        about.nopek,
      ]);
      await given(known?.id ?? 0);
      const email = `penyusup.${about.nopek}@nusantara.example`;
      const moved = { ...about, email };
      employees.all.set(told.nopek, who === 'employee' ? { ...told, email } : { ...told, superior: moved });
      await unwritten(async () => {
        await search(form, told.nopek);
        await form.sees(
          t('people.error.emailContradicted', { nopek: about.nopek, email, admins: 'Tono Wijaya' }),
        );
      });
      await workspace.query('UPDATE person SET nopek = NULL WHERE id = $1', [known?.id]);
      await search(form, told.nopek);
      await form.sees(told.name);
      const [made] = await workspace.query<{ id: number }>('SELECT id FROM person WHERE email = $1', [email]);
      expect(made?.id).not.toBe(known?.id);
    },
  );

  test('I-9 a unit that is no head office here is refused in words, and nothing of the employee is written', async () => {
    const told = employee('Oki Setiana', { unit: { code: '527010', name: 'Legal' } });
    const form = await openForm();
    await unwritten(async () => {
      await search(form, told.nopek);
      await form.sees(t('people.error.unitContradicted', { code: '527010', admins: 'Tono Wijaya' }));
    });
  });

  test('U-4 the register alone says who is known: whoever stands only in our tables is not', async () => {
    const form = await openForm();
    await unwritten(async () => {
      await search(form, '100234');
      await form.sees(t('userId.error.nopekUnknown', { nopek: '100234' }));
    });
  });

  test('I-1 I-9 lets nobody in again who is let in no more', async () => {
    const told = employee('Pandu Winata');
    const form = await openForm();
    await search(form, told.nopek);
    await workspace.query('UPDATE person SET active = false WHERE email = $1', [told.email]);
    await search(form, told.nopek);
    await form.sees(t('userId.error.nopekUnknown', { nopek: told.nopek }));
  });

  it('U-9 the superior by the register decides the first stage, though we did not know them before', async () => {
    const superior = {
      nopek: '300901',
      name: 'Yuni Shara',
      email: `yuni.shara.${platform}@nusantara.example`,
      position: 'Assistant Manager',
    };
    await workspace.door().addAccount({ email: superior.email, name: superior.name, language: 'id' });
    const told = employee('Vina Panduwinata', { superior });
    const number = await ask(rina(), wishFor(told));
    await settled(workspace);
    expect(await workspace.mail.to(superior.email).all()).toHaveLength(1);
    const yuni = workspace.person(superior.email.split('@')[0] ?? '');
    await yuni.command('/pintu');
    await settled(workspace);
    await approve(yuni, number);
    await settled(workspace);
    await workspace.person('dewi.lestari').sees(number);
  });

  test('U-9 an employee without a superior, or with one who is let in no more, is refused at the field', async () => {
    for (const superior of [
      null,
      { ...bima, nopek: '300902', email: `past.${platform}@nusantara.example` },
    ]) {
      const told = employee(`Wira ${superior ? 'Dua' : 'Satu'}`, { superior });
      const form = await openRequestForm(rina());
      await fillIn(form, wishFor(told));
      await form.redrawn(() => form.click(t('userId.field.lookup')));
      if (superior)
        await workspace.query('UPDATE person SET active = false WHERE email = $1', [superior.email]);
      expect((await form.submit()).errors).toEqual({
        [nopek]: t('userId.error.noSuperior', { name: told.name, admins: 'Tono Wijaya' }),
      });
      await closeForms(workspace);
    }
  });

  test('U-9 a superior who changed while the review lay open is noticed at its submission', async () => {
    const told = employee('Xena Putri');
    const form = await openRequestForm(rina());
    await fillIn(form, wishFor(told));
    const review = await toReview(form);
    employees.all.set(told.nopek, {
      ...told,
      superior: {
        nopek: '100001',
        name: 'Hendra Gunawan',
        email: 'hendra.gunawan@nusantara.example',
        position: 'VP',
      },
    });
    await review.submit();
    await review.sees(t('userId.refuse.draftOutdated'));
  });

  test('U-13 makes one person of an employee whom two people search at the same moment', async () => {
    const told = employee('Yoga Pratama', { unit: { code: `HO-${platform}`, name: 'Baru' } });
    const forms = await Promise.all(
      ['rina.wulandari', 'tono.wijaya'].map(async (account) => {
        const form = await openRequestForm(workspace.person(account));
        await form.redrawn(() => form.choose(t('userId.field.kind'), 'HO-Organik/PKWT'));
        return form;
      }),
    );
    await Promise.all(forms.map((form) => search(form, told.nopek)));
    for (const form of forms) await form.sees('Yoga Pratama');
    expect(await auditOf(told.email)).toHaveLength(1);
  });

  describe.each(['unavailable', 'silent'] as const)('that is %s', (trouble) => {
    it('U-4 says so at the search, in time, changes nothing, and finds the employee once it is back', async () => {
      const told = employee(`Zahra Amalia ${trouble}`);
      const form = await openForm();
      employees.trouble(trouble);
      await unwritten(async () => {
        await search(form, told.nopek);
        await form.sees(t('userId.error.registerDown'));
      });
      expect(await form.value(nopek)).toBe(told.nopek);
      employees.heal();
      await form.redrawn(() => form.click(t('userId.field.lookup')));
      await form.sees(told.name);
    });

    test('U-4 says so at the field when the form is sent, and everything is there when it is back', async () => {
      const told = employee(`Agnes Monica ${trouble}`);
      const form = await openRequestForm(rina());
      await fillIn(form, { ...wishFor(told), note: 'Segera', files: [{ name: 'surat.pdf', data: pdf }] });
      employees.trouble(trouble);
      await unwritten(async () =>
        expect((await form.submit()).errors).toEqual({ [nopek]: t('userId.error.registerDown') }),
      );
      await rina().closeModals();
      employees.heal();

      const again = await openRequestForm(rina());
      await again.sees(t('userId.form.restored'));
      expect(await again.value(nopek)).toBe(told.nopek);
      expect(await again.value(t('userId.field.note'))).toBe('Segera');
      expect(await again.value(t('userId.field.kept'))).toBe('surat.pdf');
      const number = await submitReview(await toReview(again));
      const files = await workspace.query(
        `SELECT a.name FROM attachment a JOIN user_id_request r ON a.record = 'user-id:' || r.id WHERE r.number = $1`,
        [number],
      );
      expect(files).toEqual([{ name: 'surat.pdf' }]);
      const next = await openRequestForm(rina());
      expect(await next.text()).not.toContain(t('userId.form.restored'));
    });
  });

  it('U-7 that is down at the submission leaves the review as it is, and submitting works once it is back', async () => {
    const told = employee('Bunga Citra');
    const form = await openRequestForm(rina());
    await fillIn(form, wishFor(told));
    const review = await toReview(form);
    employees.trouble('unavailable');
    await unchanged(workspace, async () => {
      await review.submit();
      await review.sees(t('userId.refuse.registerDown'));
    });
    employees.heal();
    const number = await submitReview(review);
    await bringTo(workspace, number, stages[1]);
  });

  test('U-4 I-3 a draft that was kept is its owner’s, and a file in it nobody else’s', async () => {
    const told = employee('Cakra Khan');
    const form = await openRequestForm(rina());
    await fillIn(form, { ...wishFor(told), files: [{ name: 'rahasia.pdf', data: pdf }] });
    employees.trouble('unavailable');
    await form.submit();
    await rina().closeModals();
    employees.heal();
    const joko = workspace.person('joko.prasetyo');
    const others = await openRequestForm(joko);
    expect(await others.text()).not.toContain(t('userId.form.restored'));
    await joko.closeModals();
    // As a form would that came back from a browser with somebody else's file in its state.
    const [mine] = await workspace.query<{ id: string; form: string; personId: number; joko: number }>(
      `SELECT d.id, d.form, d.person_id AS "personId", p.id AS joko FROM form_draft d, person p
       WHERE p.email LIKE 'joko.prasetyo@%' AND form = 'user-id.kept'`,
    );
    if (!mine) throw new Error('nothing was kept');
    await withDatabase(workspace.databaseUrl, async (db) => {
      const theirs = { id: `user-id.kept ${mine.joko}`, form: mine.form, personId: mine.joko };
      await keepDraft(db, theirs, (await draftOf(db, mine)) ?? {}, new Date());
    });
    const forged = await openRequestForm(joko);
    await forged.sees(t('userId.form.restored'));
    expect(await forged.fields()).not.toContain(t('userId.field.kept'));
  });

  test('I-9 is examined by the doctor', async () => {
    const tono = workspace.person('tono.wijaya');
    expect(await tono.answerTo('/pintu doctor')).toContain(t('doctor.employeeRegister'));
    employees.trouble('unavailable');
    const found = await tono.answerTo('/pintu doctor');
    expect(found).toContain('employee-register: GET /health: answered 503');
    expect(found).toContain(t('doctor.mend.employeeRegister'));
  });
});
