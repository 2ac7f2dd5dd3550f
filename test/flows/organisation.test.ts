import { type ChatPerson, type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { closeForms, complaints, grantRole, unchanged } from '../support/user-id-steps.ts';

const t = translate('id');

/** Sends the form; answers what the page says that takes its place. */
async function sent(form: Modal): Promise<string> {
  const { errors, problem, next } = await form.submit();
  expect({ errors, problem }).toEqual({ errors: {}, problem: undefined });
  const shown = (await next?.text()) ?? '';
  await next?.close({ all: true });
  return shown;
}

async function pick(form: Modal, label: string, query: string, option: string | RegExp): Promise<void> {
  await form.search(label, query);
  await form.pick(label, option);
}

describe.each(platforms)('the organisation in %s', (platform) => {
  const test = playedOn('slack', platform);
  let workspace: Workspace;
  let tono: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    tono = workspace.person('tono.wijaya');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const entries = () =>
    workspace.query<{ action: string; data: Record<string, unknown> }>(
      `SELECT action, data FROM audit_entry WHERE action ~ '\\.(added|changed)$' ORDER BY id`,
    );

  async function adding(subject: 'person' | 'unit' | 'position' | 'system'): Promise<Modal> {
    await tono.command('/pintu people');
    if (subject !== 'person') await tono.click(t(`organisation.${subject}.sheet`));
    await tono.click(t(`organisation.add.${subject}`));
    return tono.modal(t(`organisation.add.${subject}`));
  }

  async function editing(subject: 'unit' | 'position' | 'system', name: string): Promise<Modal> {
    await tono.command('/pintu people');
    await tono.click(t(`organisation.${subject}.sheet`));
    await tono.click(t('organisation.search'));
    const search = await tono.modal(t('organisation.search'));
    await search.type(t('organisation.searchText'), name);
    await search.submit();
    await tono.clickBeside(name, t('organisation.change'));
    return tono.modal(t(`organisation.edit.${subject}`));
  }

  async function editingPerson(name: string): Promise<Modal> {
    await tono.command(`/pintu people ${name}`);
    await tono.clickBeside(name, t('record.open'));
    // By the address: a name stands on the cards of those below as well.
    await tono.click(t('organisation.edit.person'), { in: `${name.toLowerCase().replace(' ', '.')}@` });
    return tono.modal(t('organisation.edit.person'));
  }

  it('I-9 adds a unit and edits it, each with one audit entry', async () => {
    const form = await adding('unit');
    await form.type(t('organisation.unit.code'), 'SAT-9');
    await form.type(t('organisation.unit.name'), 'Satker Sembilan');
    await form.choose(t('organisation.unit.kind'), t('organisation.unitKind.SATKER'));
    await pick(form, t('organisation.unit.kppn'), 'Jakarta', /^KPPN Jakarta I/);
    expect(await sent(form)).toContain(t('organisation.saved', { name: 'Satker Sembilan' }));
    const edit = await editing('unit', 'Satker Sembilan');
    expect(await edit.text()).toContain('SAT-9');
    expect(await edit.value(t('organisation.unit.kppn'))).toContain('KPPN Jakarta I');
    await edit.type(t('organisation.unit.name'), 'Satker 9');
    await sent(edit);
    expect(await entries()).toEqual([
      {
        action: 'unit.added',
        data: { to: { code: 'SAT-9', name: 'Satker Sembilan', kind: 'SATKER', kppn: 'KPPN-JKT1' } },
      },
      { action: 'unit.changed', data: { from: { name: 'Satker Sembilan' }, to: { name: 'Satker 9' } } },
    ]);
  });

  test('I-9 refuses the code of another unit, and a KPPN where none belongs, at their fields', async () => {
    const form = await adding('unit');
    await form.type(t('organisation.unit.code'), 'HO-FIN');
    await form.type(t('organisation.unit.name'), 'Finance');
    await form.choose(t('organisation.unit.kind'), t('organisation.unitKind.HO'));
    await unchanged(workspace, async () => {
      expect(complaints(await form.submit())).toEqual([t('organisation.expected.newUnit')]);
      await pick(form, t('organisation.unit.kppn'), 'Jakarta', /^KPPN Jakarta I/);
      expect(complaints(await form.submit())).toEqual([t('organisation.expected.noKppn')]);
    });
  });

  test('I-9 adds a person who can be a superior at once, and edits another one', async () => {
    const form = await adding('person');
    await form.type(t('organisation.employee.name'), 'Ratna Sari');
    await form.type(t('organisation.employee.email'), 'Ratna.Sari@nusantara.example');
    await form.type(t('organisation.employee.nopek'), '100999');
    await pick(form, t('organisation.unit.code'), 'Finance', /^Finance/);
    expect(await sent(form)).toContain('ratna.sari@nusantara.example');
    const edit = await editingPerson('Joko Prasetyo');
    await pick(edit, t('organisation.employee.superior'), 'Ratna', /^Ratna Sari/);
    await edit.type(t('organisation.employee.position'), 'Staf Arsip');
    expect(await sent(edit)).toContain('Ratna Sari');
    expect((await entries()).slice(-2)).toMatchObject([
      { action: 'person.added', data: { to: { name: 'Ratna Sari', unit: 'HO-FIN', nopek: '100999' } } },
      {
        action: 'person.changed',
        data: {
          from: { superior: 'bima.santoso@nusantara.example', position: 'Staf Administrasi' },
          to: { superior: 'ratna.sari@nusantara.example', position: 'Staf Arsip' },
        },
      },
    ]);
  });

  test('I-9 writes nothing where nothing was changed', async () => {
    const form = await editingPerson('Rina Wulandari');
    await unchanged(workspace, () => sent(form));
  });

  test('I-9 refuses circular superiors, a Nopek of somebody else, and to switch the last ADMIN off', async () => {
    const form = await editingPerson('Bima Santoso');
    await pick(form, t('organisation.employee.superior'), 'Rina', /^Rina Wulandari/);
    await form.type(t('organisation.employee.nopek'), '100234');
    await unchanged(workspace, async () => {
      expect(complaints(await form.submit())).toEqual([
        t('organisation.expected.ownNopek', { email: 'rina.wulandari@nusantara.example' }),
      ]);
      await form.type(t('organisation.employee.nopek'), '100101');
      expect(complaints(await form.submit())).toEqual([t('organisation.expected.superiorCircle')]);
    });
    await tono.closeModals();
    const own = await editingPerson('Tono Wijaya');
    await own.choose(t('organisation.employee.active'), t('organisation.answer.no'));
    await unchanged(workspace, async () => {
      expect(complaints(await own.submit())).toEqual([t('people.error.lastAdmin')]);
    });
  });

  test('I-9 switches somebody off, who is let in no more, and finds them to switch them on again', async () => {
    const putri = workspace.person('putri.maharani');
    await putri.command('/pintu');
    const form = await editingPerson('Putri Maharani');
    await form.choose(t('organisation.employee.active'), t('organisation.answer.no'));
    const preview = (await form.submit()).next;
    await preview?.type(t('people.reason'), 'Pindah ke kementerian lain');
    expect(preview && (await sent(preview))).toContain(t('organisation.saved', { name: 'Putri Maharani' }));
    expect(await putri.answerTo('/pintu')).toContain(t('error.inactivePerson'));
    const again = await editingPerson('Putri Maharani');
    expect(await again.text()).toContain(t('organisation.leaving.again'));
    await again.choose(t('organisation.employee.active'), t('organisation.answer.yes'));
    expect(await sent(again)).toContain(t('organisation.leaving.again'));
    // Whoever comes with an address that was somebody's who left is asked about first (I-1).
    const asked = t('error.addressAsked', { email: 'putri.maharani@nusantara.example' });
    expect(await putri.answerTo('/pintu')).toContain(asked);
  });

  it('A-12 says what goes with somebody who is switched off, asks for a reason, and changes nothing before it has one', async () => {
    const doctor = async () => (await tono.answerTo('/pintu doctor')).includes('ICT Verificator');
    expect(await doctor()).toBe(false);
    const form = await editingPerson('Dewi Lestari');
    await form.choose(t('organisation.employee.active'), t('organisation.answer.no'));
    const before = await unchanged(workspace, async () => {
      const preview = (await form.submit()).next;
      if (!preview) throw new Error('nothing was said of what follows');
      for (const said of [
        t('organisation.leaving.ends', { name: 'Dewi Lestari' }),
        t('organisation.leaving.roles', { roles: 'ICT_VERIFICATOR' }),
        t('record.rehearsal.next', { names: 'ICT Verificator' }),
      ])
        expect(await preview.text()).toContain(said);
      await preview.type(t('people.reason'), ' ');
      expect(complaints(await preview.submit())).toEqual([t('people.error.reason')]);
      return preview;
    });
    await before.type(t('people.reason'), 'Pensiun');
    await sent(before);
    const left = await workspace.query<{ action: string; reason: string }>(
      `SELECT action, reason FROM audit_entry WHERE action IN ('person.left', 'role.withdrawn') AND reason = 'Pensiun' ORDER BY id`,
    );
    expect(left.map(({ action }) => action)).toEqual(['role.withdrawn', 'person.left']);
    // Nothing waits, and yet nobody could decide what comes next.
    expect(await doctor()).toBe(true);
  });

  test('I-9 adds positions with holder and parent, and takes them away again', async () => {
    const top = await adding('position');
    await top.type(t('organisation.position.code'), '50010000');
    await top.type(t('organisation.position.name'), 'Direktur Niaga');
    await sent(top);
    const form = await adding('position');
    await form.type(t('organisation.position.code'), '50012399');
    await form.type(t('organisation.position.name'), 'VP Niaga');
    await pick(form, t('organisation.position.holder'), 'Hendra', /^Hendra Gunawan/);
    await pick(form, t('organisation.position.parent'), 'Direktur', /^Direktur Niaga/);
    expect(await sent(form)).toContain('hendra.gunawan@nusantara.example');
    const edit = await editing('position', 'VP Niaga');
    await pick(edit, t('organisation.position.holder'), '', t('organisation.none'));
    await sent(edit);
    expect((await entries()).at(-1)).toEqual({
      action: 'position.changed',
      data: { from: { holder: 'hendra.gunawan@nusantara.example' }, to: { holder: null } },
    });
    const circle = await editing('position', 'Direktur Niaga');
    await pick(circle, t('organisation.position.parent'), 'VP Niaga', /^VP Niaga/);
    await unchanged(workspace, async () => {
      expect(complaints(await circle.submit())).toEqual([t('organisation.expected.parentCircle')]);
    });
  });

  test('I-9 adds a platform system and switches another one off: it is offered no more', async () => {
    const form = await adding('system');
    await form.type(t('organisation.system.name'), 'Arsip Digital');
    await sent(form);
    const edit = await editing('system', 'VPN');
    await edit.choose(t('organisation.system.active'), t('organisation.answer.no'));
    await sent(edit);
    const rina = workspace.person('rina.wulandari');
    await rina.command('/userid');
    const request = await rina.modal();
    await request.choose(t('userId.field.kind'), 'HO-Organik/PKWT');
    const offered = await request.options(t('userId.field.platforms'));
    expect(offered).toContain('Arsip Digital');
    expect(offered).not.toContain('VPN');
  });

  it('I-3 I-9 is for an ADMIN alone, when the form is opened and when it is sent', async () => {
    await grantRole(tono, 'Hendra Gunawan', 'ADMIN');
    const hendra = workspace.person('hendra.gunawan');
    await hendra.command('/pintu people');
    await hendra.click(t('organisation.add.person'));
    const form = await hendra.modal(t('organisation.add.person'));
    await form.type(t('organisation.employee.name'), 'Penyusup');
    await form.type(t('organisation.employee.email'), 'penyusup@nusantara.example');
    await workspace.query(
      `UPDATE role_grant SET withdrawn_at = now() FROM person p
       WHERE p.id = person_id AND role = 'ADMIN' AND p.email LIKE 'hendra.%'`,
    );
    await unchanged(workspace, async () => {
      expect(complaints(await form.submit()).join()).toContain(t('error.adminOnly'));
      const rina = workspace.person('rina.wulandari');
      await rina.closeModals();
      expect(await rina.answerTo('/pintu people template')).toContain(t('error.adminOnly'));
    });
  });

  it('I-9 hands out the workbook and says where it goes', async () => {
    expect(await tono.answerTo('/pintu people')).toContain(t('organisation.send'));
    expect(await tono.answerTo('/pintu people template')).toContain(t('organisation.templateFile'));
  });
});
