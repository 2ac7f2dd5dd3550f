import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../support/bot.ts';
import { ask, bringTo, forJoko, openWorkspaceIn, readers, stages, voice } from '../support/user-id-steps.ts';

const [, verifying] = stages;
const onItsPage = /\/portal\/card\/[\w-]{43}$/;

describe.each(readers)('a letter to an approver, in $platform, for people who read $language', (audience) => {
  const { platform, language } = audience;
  const t = voice(platform, language);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterAll(() => workspace.stop());

  it('U-10 leads to their own copy of the card and says what to press there', async () => {
    const number = await ask(workspace.person('rina.wulandari'), forJoko);
    const letter = await workspace.mail.to('bima.santoso@nusantara.example').latest(number);
    const [copy] = await workspace.query<{ channel: string; messageId: string }>(
      `SELECT c.channel, c.message_id AS "messageId" FROM posted_card c JOIN person p ON p.id = c.person_id
       WHERE p.email LIKE 'bima.%' AND c.card = 'user-id.approval'`,
    );
    expect(letter.text).toContain(t('mail.card.press', { press: t('record.approve') }).split(',')[0]);
    for (const label of ['approve', 'reject'] as const)
      expect(letter.text).toContain(`“${t(`record.${label}`)}”`);
    const [link, page, ...others] = letter.links;
    expect(others).toEqual([]);
    expect(page).toMatch(onItsPage);
    if (platform === 'slack') {
      const ts = copy?.messageId.replace('.', '');
      expect(link).toMatch(new RegExp(`/archives/${copy?.channel}/p${ts}$`));
      const { headers } = await fetch(link ?? '', { redirect: 'manual' });
      expect(headers.get('location')).toMatch(/as=bima\.santoso/);
    } else {
      expect(link).toMatch(
        /^https:\/\/teams\.microsoft\.com\/l\/chat\/0\/0\?tenantId=[\w-]+&users=28:[\w-]+$/,
      );
    }
  });

  it('U-10 to somebody whom no card can reach says what to type and where, and leads to its page', async () => {
    await workspace.query(
      `WITH p AS (INSERT INTO person (email, name, language) VALUES ('nia@nusantara.example', 'Nia', $1) RETURNING id)
       INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM p RETURNING id`,
      [language],
    );
    const number = await ask(workspace.person('rina.wulandari'), forJoko);
    await bringTo(workspace, number, verifying);
    const letter = await workspace.mail.to('nia@nusantara.example').latest(number);
    expect(letter.links).toEqual([expect.stringMatching(onItsPage)]);
    expect(letter.text).toContain(
      platform === 'slack' ? '/pintu inbox' : `“inbox” ${language === 'id' ? 'di' : 'in'} Microsoft Teams`,
    );
  });
});
