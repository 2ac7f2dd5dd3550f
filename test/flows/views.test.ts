import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type SatkerWorkspace } from '../support/satker-desk.ts';
import { decide, letter, openAdd, register, searchNik } from '../support/satker-steps.ts';
import { pageOf } from '../support/signature-steps.ts';
import { audiences, closeForms, settled, voice, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(audiences)('who saw what, in $platform, for people who read $language', (audience) => {
  const t = voice(audience.platform, audience.language);
  let workspace: SatkerWorkspace;
  let maya: ChatPerson;
  beforeAll(async () => {
    workspace = await openDesk(audience);
    maya = workspace.person('maya.anggraini');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const notes = async (number: string) => {
    const rows = await workspace.query<{ note: string }>(
      `SELECT DISTINCT split_part(p.email, '@', 1) || ' ' || v.surface || ' ' || v.what || ' ' || v.by AS note
       FROM personal_view v LEFT JOIN person p ON p.id = v.viewer_id
       JOIN satker_user s ON v.subject = 'satker:' || s.id WHERE s.number = $1`,
      [number],
    );
    return rows.map(({ note }) => note).sort();
  };

  it('T-3 the NIK on the card that is brought, on the card that is opened and in the decision, and the letter looked at, handed out and told of in writing', async () => {
    const { platform } = audience;
    const somebody = workspace.registers.newcomer('Nirmala Sari');
    const number = await register(workspace.person('ali.rahman'), somebody);
    await settled(workspace);
    expect(await notes(number)).toContain(`maya.anggraini ${platform} NIK POSTED`);
    await maya.clickBeside(`📎 ${letter.name}`, 'Open');
    const page = await pageOf(maya, words('file.see'));
    const visitor = new Visitor(workspace.url);
    const opened = await visitor.open(page);
    // The page itself has nothing of the file.
    expect(await notes(number)).not.toContain('maya.anggraini portal FILE PREVIEW');
    const [, view = ''] = /class="shown" src="([^"]+)"/.exec(opened.text) ?? [];
    expect((await visitor.get(view.replaceAll('&#38;', '&'))).status).toBe(200);
    expect((await opened.send()).status).toBe(200);
    await maya.command(`/satker ${number}`);
    await maya.sees(somebody.nik);
    await decide(maya, number, 'Approve');
    await settled(workspace);
    await maya.command(`/satker ${number}`);
    await maya.click(words('minutes.button'), { in: number });
    await maya.sees(t('minutes.making'));
    await settled(workspace);
    // Looked up by somebody who has typed it.
    await searchNik(await openAdd(workspace.person('ali.rahman')), somebody.nik);
    expect(await notes(number)).toEqual(
      expect.arrayContaining([
        `ali.rahman ${platform} NIK CARD`,
        `maya.anggraini ${platform} NIK CARD`,
        `maya.anggraini ${platform} NIK POSTED`,
        'maya.anggraini portal FILE DOWNLOAD',
        'maya.anggraini portal FILE PREVIEW',
        expect.stringMatching(/^maya\.anggraini \w+ NIK PAPER$/),
      ]),
    );
  });
});
