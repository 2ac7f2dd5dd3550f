import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TextKey } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import {
  audiences,
  closeForms,
  openRequestForm,
  openWorkspaceIn,
  voice,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('a form that nothing can be chosen in, in $platform, in $language', (audience) => {
  const t = voice(audience.platform, audience.language);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ADMIN' FROM person WHERE email LIKE 'hendra.%'`,
    );
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const helped = (names: string) => t('error.whoCanHelp', { names });

  it('U-3 U-5 I-9 says so before it opens, and who can mend it', async () => {
    await workspace.query(`UPDATE platform_system SET active = false`);
    await workspace.query(`UPDATE position SET active = false`);
    await workspace.query('DELETE FROM whitelist_grant');
    await workspace.query('DELETE FROM application_role');
    const cases: [account: string, line: string, key: TextKey, names: string | null][] = [
      ['rina.wulandari', '/userid', 'userId.nobody.platforms', 'Hendra Gunawan, Tono Wijaya'],
      ['tono.wijaya', '/partner mapping', 'partner.nobody.position', 'Hendra Gunawan'],
      ['tono.wijaya', '/partner whitelist', 'partner.nobody.application', 'Hendra Gunawan'],
      ['ali.rahman', '/satker delete', 'satker.nobody.deletable', 'Maya Anggraini'],
      ['maya.anggraini', '/satker reactivate', 'satker.nobody.dormant', null],
    ];
    for (const [account, line, key, names] of cases) {
      const somebody = workspace.person(account);
      const answer = await somebody.answerTo(line);
      expect(answer, line).toContain(t.message({ key }));
      if (names) expect(answer, line).toContain(helped(names));
      expect(await somebody.modals(), line).toBe(0);
    }
    await workspace.query(`UPDATE platform_system SET active = true`);
  });

  it('U-9 leaves out the kind that no unit could be chosen for, and says why', async () => {
    await workspace.query('DELETE FROM unit_head');
    const form = await openRequestForm(workspace.person('rina.wulandari'));
    await form.sees(t('userId.nobody.heads', { admins: 'Hendra Gunawan, Tono Wijaya' }));
    expect(await form.options(words('userId.field.kind'))).toEqual(['HO-Organik/PKWT', 'HO-TKJP']);
  });

  it('S-2 S-8 I-9 knows that there is no satker, no officer’s satker, no unit for a role', async () => {
    await workspace.query(`TRUNCATE satker_user, satker_ticket CASCADE`);
    await workspace.query(
      `DELETE FROM role_grant WHERE role = 'SATKER_USER' OR role = 'PROCUREMENT_OFFICER'`,
    );
    await workspace.query(`UPDATE unit SET kind = 'HO', kppn_id = NULL WHERE kind = 'SATKER'`);
    const rina = workspace.person('rina.wulandari');
    expect(await rina.answerTo('/satker ticket')).toContain(t('satker.nobody.satker'));
    const maya = workspace.person('maya.anggraini');
    const answer = await maya.answerTo('/satker add');
    expect(answer).toContain(t('satker.nobody.supervised'));
    expect(answer).toContain(helped('Hendra Gunawan, Tono Wijaya'));
    const tono = workspace.person('tono.wijaya');
    await tono.command('/pintu people');
    await tono.click(words('people.grant'));
    const form = await tono.modal(words('people.grant'));
    await form.redrawn(() => form.choose(words('people.role'), 'SATKER_USER'));
    await form.sees(t('people.nobody.unit'));
  });
});
