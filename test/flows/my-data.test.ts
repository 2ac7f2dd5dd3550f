import type { ChatPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../support/bot.ts';
import { pageOf } from '../support/signature-steps.ts';
import {
  ask,
  audiences,
  closeForms,
  forRina,
  openWorkspaceIn,
  settled,
  voice,
  words,
} from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

describe.each(audiences)('what is held on me, in $platform, for people who read $language', (audience) => {
  const t = voice(audience.platform, audience.language);
  let workspace: Workspace;
  let rina: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
    rina = workspace.person('rina.wulandari');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  it('T-3 is collected while a card says how far it is, and handed out once by each link, as a spreadsheet and as a document', async () => {
    await ask(rina, forRina);
    await settled(workspace);
    await rina.command('/pintu mydata');
    await rina.sees(t('mydata.asked'));
    await settled(workspace);
    await rina.sees(t('mydata.readyText', { days: 7 }));
    const beginnings = [];
    for (const button of [words('mydata.sheet'), words('mydata.paper')]) {
      await rina.click(button, { in: t('mydata.title') });
      const isPaper = beginnings.length > 0;
      const page = await pageOf(rina, words(isPaper ? 'file.see' : 'file.download'));
      const visitor = new Visitor(workspace.url);
      const opened = await visitor.open(page);
      const given = await opened.send();
      expect(given.status).toBe(200);
      beginnings.push(given.text.slice(0, 4));
      expect((await visitor.get(page)).status).toBe(410);
    }
    expect(beginnings).toEqual(['PK\u0003\u0004', '%PDF']);
    // That they had it stands among the looks at themselves.
    const looks = await workspace.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM personal_view v JOIN person p ON v.subject = 'person:' || p.id AND v.viewer_id = p.id WHERE p.email LIKE 'rina.wulandari@%' AND v.what = 'FILE'`,
    );
    expect(looks).toEqual([{ n: 2 }]);
  });
});
