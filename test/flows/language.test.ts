import { type ChatPerson, slackPerson } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';

const id = translate('id');
const en = translate('en');
const inboxIn = { id: id('pintu.inbox.title'), en: en('pintu.inbox.title') };

describe.each(['slack', 'teams'] as const)('the language that somebody reads, in %s', (platform) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  const speaking = async (account: string, locale: Language): Promise<ChatPerson> => {
    const { api, teams } = workspace.playground;
    await (platform === 'slack' ? api : teams?.api)?.changePerson({ person: account, change: { locale } });
    return workspace.person(account);
  };
  const asNew = (account: string) =>
    workspace.query('UPDATE person SET language_offered_at = NULL, language = NULL WHERE email LIKE $1', [
      `${account}@%`,
    ]);

  it('I-8 is the operator’s, whatever a client says that always says something, unless Teams says otherwise', async () => {
    const dewi = await speaking('dewi.lestari', 'en');
    expect(await dewi.answerTo('/pintu mine')).toContain(
      platform === 'slack' ? id('pintu.mine.title') : en('pintu.mine.title'),
    );
  });

  it('I-8 offers the other one once, and never again to whoever leaves it at that', async () => {
    const eko = await speaking('eko.saputra', 'id');
    await asNew('eko.saputra');
    expect(await eko.answerTo('/pintu inbox')).toContain(en('language.offer'));
    const again = await eko.answerTo('/pintu inbox');
    expect(again).toContain(inboxIn.id);
    expect(again).not.toContain(en('language.offer'));
  });

  it('I-8 is the other one from the moment on in which it is taken up, and nothing more is offered', async () => {
    const hendra = await speaking('hendra.gunawan', 'id');
    await asNew('hendra.gunawan');
    expect(await hendra.answerTo('/pintu inbox')).toContain(en('language.offer'));
    await hendra.clickBeside(en('language.offer'), en('language.en'));
    await hendra.sees(en('language.changed'));
    await hendra.closeModals();
    const again = await hendra.answerTo('/pintu inbox');
    expect(again).toContain(inboxIn.en);
    expect(again).not.toContain(id('language.offer'));
  });

  it('I-8 is offered to one alone of two cards that are asked for at once', async () => {
    const maya = await speaking('maya.anggraini', 'id');
    await asNew('maya.anggraini');
    await Promise.all([maya.command('/pintu inbox'), maya.command('/pintu mine')]);
    const shown = async (words: string) => (await maya.describe()).split(words).length - 1;
    // Both cards name what is one's own.
    await expect.poll(() => shown(id('pintu.mine.title'))).toBe(2);
    expect(await shown(en('language.offer'))).toBe(1);
  });
});

describe('what offers a language', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ env: { LANGUAGE: 'en' } });
    await workspace.query('UPDATE person SET language_offered_at = NULL');
  });
  afterAll(() => workspace.stop());

  const isOffered = async (account: string) => {
    const [row] = await workspace.query<{ offered: boolean }>(
      'SELECT language_offered_at IS NOT NULL AS offered FROM person WHERE email LIKE $1',
      [`${account}@%`],
    );
    return row?.offered;
  };

  it('I-8 stands on Home as well, in the words of an operator who speaks English', async () => {
    const home = await slackPerson(workspace.playground, 'bima.santoso').home();
    expect(home).toContain(id('language.offer'));
    expect(home).toContain(en('language.offered'));
    expect(await isOffered('bima.santoso')).toBe(true);
  });

  it('I-8 is nothing for whoever has chosen one', async () => {
    const sari = workspace.person('sari.utami');
    await sari.command('/pintu language en');
    expect(await sari.answerTo('/pintu inbox')).not.toContain(id('language.offer'));
    expect(await isOffered('sari.utami')).toBe(false);
  });
});
