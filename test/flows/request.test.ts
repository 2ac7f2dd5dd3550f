import type { Modal } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  ask,
  audiences,
  chooseUnit,
  closeForms,
  fillIn,
  forJoko,
  forRina,
  forSomebodyElse,
  forWahyu,
  openRequestForm,
  openWorkspaceIn,
  submitReview,
  toReview,
  unchanged,
  type Wish,
} from '../support/user-id-steps.ts';

const blank = ' \u00a0\t ';

describe.each(audiences)('the request form, in $platform, for people who read $language', (audience) => {
  const test = playedOn('teams', audience.platform);
  const { platform, language } = audience;
  const t = translate(language);
  let workspace: Workspace;
  const rina = () => workspace.person('rina.wulandari');
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** The form is refused with these errors, at their fields, and all but `changed` stays as it was typed. */
  async function refused(
    form: Modal,
    errors: Record<string, string>,
    changed: Record<string, string> = {},
  ): Promise<void> {
    const shown = async () =>
      Object.fromEntries(
        await Promise.all(
          (await form.fields()).map(async (label) => [label, await form.value(label)] as const),
        ),
      );
    const typed = await shown();
    await unchanged(workspace, async () => expect((await form.submit()).errors).toEqual(errors));
    expect(await shown()).toEqual({ ...typed, ...changed });
  }

  /** As `refused`, for a field that was left empty: some platforms say so themselves. */
  const refusedEmpty = (form: Modal, label: string, error: string) =>
    refused(form, { [label]: form.required ?? error });

  it('U-2 U-3 U-4 asks for the kind first, and then for what that kind needs', async () => {
    // Of whom the register knows no Nopek, that one has nothing of their own to be filled in.
    const form = await openRequestForm(workspace.person('putri.maharani'));
    expect(await form.fields()).toEqual([t('userId.field.kind')]);
    expect(await form.options(t('userId.field.kind'))).toEqual([
      'User ID Unit',
      'HO-Organik/PKWT',
      'HO-TKJP',
    ]);
    await refusedEmpty(form, t('userId.field.kind'), t('userId.error.kind'));
    // A dialog of Teams does not hear that a platform was ticked: it has the notes of all of them.
    const notes = platform === 'teams' ? ['E-mail', 'P-Office', 'P-Serv', 'SAP', 'VPN'] : [];
    const after = [
      t('userId.field.platforms'),
      ...notes.map((name) => t('userId.field.platformNote', { platform: name })),
      t('userId.field.note'),
      t('userId.field.attachments'),
    ];
    for (const kind of ['HO-Organik/PKWT', 'HO-TKJP']) {
      await form.redrawn(() => form.choose(t('userId.field.kind'), kind));
      expect(await form.fields()).toEqual([t('userId.field.kind'), t('field.nopek'), ...after]);
    }
    await form.redrawn(() => form.choose(t('userId.field.kind'), 'User ID Unit'));
    expect(await form.fields()).toEqual([
      t('userId.field.kind'),
      t('userId.field.name'),
      t('field.position'),
      t('field.email'),
      t('field.unit'),
      t('field.superior'),
      ...after,
    ]);
    expect(await form.options(t('userId.field.platforms'))).toEqual([
      'E-mail',
      'P-Office',
      'P-Serv',
      'SAP',
      'VPN',
    ]);
  });

  it('U-3 U-4 U-7 opens with what the register says of whoever asks, who need not type anything of it', async () => {
    const form = await openRequestForm(rina());
    expect(await form.value(t('userId.field.for'))).toBe(t('userId.for.self'));
    expect(await form.value(t('userId.field.kind'))).toBe('HO-Organik/PKWT');
    expect(await form.value(t('field.nopek'))).toBe('100234');
    for (const text of ['Rina Wulandari', 'Analis Keuangan', 'rina.wulandari@', 'Finance', 'Bima Santoso']) {
      await form.sees(text);
    }
    await form.tick(t('userId.field.platforms'), 'P-Office');
    await form.type(t('userId.field.platformNote', { platform: 'P-Office' }), 'Surat dinas');
    const review = await toReview(form);
    for (const text of ['100234', 'Rina Wulandari', 'Bima Santoso', 'Surat dinas']) await review.sees(text);
    await submitReview(review);

    // Somebody of a unit has name, position, e-mail and unit of their own, and chooses who decides (U-3).
    const own = await openRequestForm(workspace.person('sari.utami'));
    expect(await own.value(t('userId.field.kind'))).toBe('User ID Unit');
    expect(await own.value(t('userId.field.name'))).toBe('Sari Utami');
    expect(await own.value(t('field.email'))).toBe('sari.utami@nusantara.example');
    expect(await own.value(t('field.unit'))).toBe('SPBU 31.128.02');
    expect(await own.value(t('field.superior'))).toBe('');
  });

  it('U-22 refuses a second one for whoever asks at its field, and loses nothing of what was chosen', async () => {
    const own = async () => {
      const form = await openRequestForm(rina());
      await form.tick(t('userId.field.platforms'), 'E-mail');
      await form.type(t('userId.field.platformNote', { platform: 'E-mail' }), 'Surat elektronik');
      return form;
    };
    const number = await submitReview(await toReview(await own()));
    await refused(await own(), {
      [t('userId.field.platforms')]: t('userId.error.askedAlready', {
        platform: 'E-mail',
        name: 'Rina Wulandari',
        number,
      }),
    });
  });

  it('U-7 empties what is about the applicant for somebody else, fills it in again for oneself, and keeps the rest', async () => {
    const form = await openRequestForm(rina());
    const [whom, kind, nopek] = [t('userId.field.for'), t('userId.field.kind'), t('field.nopek')];
    await form.tick(t('userId.field.platforms'), 'SAP');
    const note = t('userId.field.platformNote', { platform: 'SAP' });
    await form.type(note, 'Laporan');
    await form.type(t('userId.field.note'), 'Segera');

    await forSomebodyElse(form);
    expect(await form.value(kind)).toBe('HO-Organik/PKWT');
    expect(await form.value(nopek)).toBe('');
    expect(await form.text()).not.toContain('Analis Keuangan');
    expect(Object.keys((await form.submit()).errors)).toEqual([nopek]);
    await form.redrawn(() => form.choose(kind, 'HO-TKJP'));
    await form.type(nopek, '200517');
    await form.click(t('userId.field.lookup'));
    await form.sees('Staf Administrasi');

    await form.redrawn(() => form.choose(whom, t('userId.for.self')));
    expect(await form.value(kind)).toBe('HO-Organik/PKWT');
    expect(await form.value(nopek)).toBe('100234');
    await form.sees('Analis Keuangan');
    // What was typed of an applicant of kind Unit is theirs alone, too.
    await form.redrawn(() => form.choose(kind, 'User ID Unit'));
    expect(await form.value(t('userId.field.name'))).toBe('Rina Wulandari');
    await form.type(t('field.position'), 'Analis Senior');
    await forSomebodyElse(form);
    for (const label of ['userId.field.name', 'field.position', 'field.email'] as const)
      expect(await form.value(t(label))).toBe('');
    await form.redrawn(() => form.choose(whom, t('userId.for.self')));
    expect(await form.value(nopek)).toBe('100234');
    expect(await form.value(note)).toBe('Laporan');
    expect(await form.value(t('userId.field.note'))).toBe('Segera');
  });

  it('U-4 fills the applicant in from the register, by the button and, where a form hears of it, by the enter key', async () => {
    const form = await openRequestForm(rina());
    await forSomebodyElse(form);
    await form.type(t('field.nopek'), '100234', { enter: true });
    if (platform === 'teams') await form.click(t('userId.field.lookup'));
    for (const text of ['Rina Wulandari', 'Analis Keuangan', 'rina.wulandari@', 'Finance', 'Bima Santoso']) {
      await form.sees(text);
    }
    await form.type(t('field.nopek'), '999999');
    await form.click(t('userId.field.lookup'));
    await form.sees(t('userId.error.nopekUnknown', { nopek: '999999' }));
    await form.redrawn(() => form.choose(t('userId.field.kind'), 'HO-TKJP'));
    await form.type(t('field.nopek'), ' 200517 ');
    await form.click(t('userId.field.lookup'));
    await form.sees('Staf Administrasi');
  });

  test('U-4 U-9 says at the field what is wrong with a Nopek, and takes it once it is right', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, { ...forRina, nopek: '999999' });
    const nopek = t('field.nopek');
    const wrong: [string, string][] = [
      ['999999', t('userId.error.nopekUnknown', { nopek: '999999' })],
      ['200517', t('userId.error.nopekOtherKind', { nopek: '200517', kind: 'HO-Organik/PKWT' })],
      ['100310', t('userId.error.nopekOtherKind', { nopek: '100310', kind: 'HO-Organik/PKWT' })],
      ['100001', t('userId.error.noSuperior', { name: 'Hendra Gunawan', admins: 'Tono Wijaya' })],
      [blank, t('userId.error.nopek')],
    ];
    for (const [typed, error] of wrong) {
      await form.type(nopek, typed);
      await refused(form, { [nopek]: error });
    }
    await form.clear(nopek);
    await refusedEmpty(form, nopek, t('userId.error.nopek'));
    await form.type(nopek, '100234');
    await submitReview(await toReview(form));
  });

  test('U-3 U-5 says at each field of a unit’s form what is missing or wrong, and nothing typed is lost', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, { ...forWahyu, platforms: { VPN: 'Dari lapangan', SAP: 'Stok' }, note: 'Segera' });
    const note = t('userId.field.platformNote', { platform: 'SAP' });
    const wrong: [label: string, typed: string, error: string][] = [
      [t('userId.field.name'), blank, t('userId.error.name')],
      [t('field.position'), blank, t('userId.error.position')],
      [t('field.email'), blank, t('field.error.email')],
      [t('field.email'), 'wahyu di mitra', t('field.error.email')],
      [t('field.email'), 'wahyu@mitra.example\nbcc: x@y.example', t('field.error.email')],
      [note, blank, t('userId.error.platformNote', { platform: 'SAP' })],
    ];
    for (const [label, typed, error] of wrong) {
      const right = await form.value(label);
      await form.type(label, typed);
      await refused(form, { [label]: error });
      await form.clear(label);
      await refusedEmpty(form, label, error);
      await form.type(label, right);
    }
    await form.redrawn(() => form.tick(t('userId.field.platforms')));
    await refusedEmpty(form, t('userId.field.platforms'), t('userId.error.platforms'));
    await form.redrawn(() => form.tick(t('userId.field.platforms'), 'VPN'));
    expect(await form.value(t('userId.field.note'))).toBe('Segera');
    await form.type(t('userId.field.platformNote', { platform: 'VPN' }), 'Dari lapangan');
    await submitReview(await toReview(form));
  });

  it('U-3 U-5 names everything that is wrong at once', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forWahyu);
    const labels = ['userId.field.name', 'field.position', 'field.email'] as const;
    for (const label of labels) await form.type(t(label), blank);
    await form.type(t('userId.field.platformNote', { platform: 'P-Serv' }), blank);
    await refused(form, {
      [t('userId.field.name')]: t('userId.error.name'),
      [t('field.position')]: t('userId.error.position'),
      [t('field.email')]: t('field.error.email'),
      [t('userId.field.platformNote', { platform: 'P-Serv' })]: t('userId.error.platformNote', {
        platform: 'P-Serv',
      }),
    });
  });

  it('U-3 U-9 offers only the BUHs of the chosen unit, and says who can mend a unit without one', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forWahyu);
    const [unit, atasan] = [t('field.unit'), t('field.superior')];
    expect(await form.search(atasan, '')).toEqual(['Sari Utami · Business Unit Head']);
    expect(await form.search(atasan, 'bima')).toEqual([]);
    expect(await form.search(unit, 'spbu')).toEqual(['SPBU 31.128.02', 'SPBU 34.401.11']);
    expect(await form.search(unit, 'finance')).toEqual([]);

    await chooseUnit(form, 'SPBU 34.401.11');
    const withoutHead = t('userId.error.unitWithoutHead', { unit: 'SPBU 34.401.11', admins: 'Tono Wijaya' });
    expect(await form.search(atasan, '')).toEqual([]);
    if (platform === 'slack') {
      await form.sees(withoutHead);
      expect(await form.value(atasan)).toBe('');
      await refusedEmpty(form, atasan, withoutHead);
    }
    // A dialog of Teams does not hear of the other unit: who was chosen before is refused.
    else expect((await form.submit()).errors).toEqual({ [atasan]: withoutHead });
    await chooseUnit(form, 'SPBU 31.128.02');
    await form.search(atasan, 'sari');
    await form.pick(atasan, /^Sari Utami/);
    await toReview(form);
  });

  test('U-3 U-9 refuses an Atasan who ceased to be BUH of the unit while the form was open', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forWahyu);
    const atasan = t('field.superior');
    const head = (account: string) =>
      workspace.query(
        `UPDATE unit_head SET person_id = (SELECT id FROM person WHERE email LIKE $1 || '@%')
         WHERE unit_id = (SELECT id FROM unit WHERE code = '31.128.02')`,
        [account],
      );
    await head('hendra.gunawan');
    // A dialog of Teams is drawn anew, and does not offer again who cannot be chosen.
    const gone: Record<string, string> = platform === 'teams' ? { [atasan]: '' } : {};
    await refused(form, { [atasan]: t('userId.error.atasan') }, gone);
    // Drawn anew, a dialog no longer has the kind Unit once no unit at all has a BUH.
    if (platform === 'slack') {
      await workspace.query(`UPDATE person SET active = false WHERE email LIKE 'hendra.gunawan@%'`);
      await refused(form, {
        [atasan]: t('userId.error.unitWithoutHead', { unit: 'SPBU 31.128.02', admins: 'Tono Wijaya' }),
      });
      await workspace.query(`UPDATE person SET active = true WHERE email LIKE 'hendra.gunawan@%'`);
    }
    await head('sari.utami');
    if (platform === 'teams') {
      await form.search(atasan, 'sari');
      await form.pick(atasan, /^Sari Utami/);
    }
    await toReview(form);
  });

  it('U-7 shows everything back as it was typed, and Back leads to the form as it was', async () => {
    const form = await openRequestForm(rina());
    const note = 'Mohon <!channel> & *segera*, <@U123> <https://x.example|klik>';
    // Whom nobody has asked for yet (U-22).
    const applicant = { ...forWahyu.applicant, email: 'wahyu.diperiksa@mitra.example' };
    const wish = { ...forWahyu, applicant, platforms: { 'P-Serv': 'Harian', VPN: 'Malam' }, note } as Wish;
    await fillIn(form, wish);
    const review = await toReview(form);
    expect(review.title).toBe(t('userId.review.title'));
    expect(await review.submitLabel()).toBe(t('userId.review.submit'));
    const { name = '', position = '', email = '', unit = '', atasan = '' } = wish.applicant ?? {};
    for (const text of [
      'User ID Unit',
      name,
      position,
      email,
      unit,
      atasan,
      'P-Serv',
      'Harian',
      'VPN',
      'Malam',
    ]) {
      await review.sees(text);
    }
    // Slack writes what stands between stars in bold, whoever wrote it.
    await review.sees(/Mohon <!channel> & [*∗]?segera[*∗]?, <@U123> <https:\/\/x\.example\|klik>/);
    await unchanged(workspace, () => review.back());
    expect(await form.value(t('userId.field.name'))).toBe(name);
    expect(await form.value(t('userId.field.note'))).toBe(note);
    await form.type(t('userId.field.name'), 'Wahyu Nugroho, S.E.');
    const number = await submitReview(await toReview(form));
    await workspace.person('sari.utami').sees(new RegExp(`${number}[\\s\\S]*Wahyu Nugroho, S\\.E\\.`));
  });

  it('U-1 U-7 makes one request of a review that is submitted twice, and another one of the next form', async () => {
    const form = await openRequestForm(rina());
    await fillIn(form, forJoko);
    const review = await toReview(form);
    await workspace.door().repeatNext(2, 'submission');
    const first = await submitReview(review);
    const requests = await workspace.query<{ number: string }>(
      `SELECT number FROM user_id_request WHERE nopek = '200517' ORDER BY id`,
    );
    expect(requests).toEqual([{ number: first }]);
    await workspace.person('bima.santoso').sees(first);
    const second = await ask(rina(), forJoko);
    expect(Number(second.slice(-6))).toBeGreaterThan(Number(first.slice(-6)));
  });
});
