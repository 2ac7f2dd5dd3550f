import type { SlackPerson } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, closeForms, forRina, settled } from '../support/user-id-steps.ts';

const t = translate('id');

describe('a link to a record’s page that somebody writes in Slack', () => {
  let workspace: Workspace;
  let rina: SlackPerson;
  let number: string;
  beforeAll(async () => {
    workspace = await openWorkspace();
    rina = workspace.person('rina.wulandari') as SlackPerson;
    number = await ask(rina, forRina);
    await settled(workspace);
  });
  afterAll(() => workspace.stop());

  /** What stands in the channel once the app has shown something below the newest message. */
  const below = async (address: string): Promise<string> => {
    await rina.send(`Tolong dilihat: ${address}`, { in: 'umum' });
    await expect.poll(async () => (await rina.channel('umum')).at(-1)).toContain(t('record.linked'));
    return (await rina.channel('umum')).at(-1) ?? '';
  };
  const linkTo = (uid: string) => `${workspace.url}/portal/requests/${uid}`;

  it('I-3 U-14 says to everybody there no more than the link does, whether there is such a record or not', async () => {
    const shown = await below(linkTo(number));
    expect(shown).toContain(t('userId.card.title', { number }));
    const other = await below(linkTo('UID-2031-000007'));
    const without = (text: string, uid: string) => text.replaceAll(uid, 'UID');
    expect(without(shown, number)).toBe(without(other, 'UID-2031-000007'));
    for (const secret of ['Rina Wulandari', 'Waiting', 'Finance']) expect(shown).not.toContain(secret);
  });

  it('I-3 U-14 opens it for each as they may see it, and for nobody else', async () => {
    await below(linkTo(number));
    await rina.click(t('record.open'), { in: t('record.linked') });
    expect(await (await rina.modal()).text()).toContain('Rina Wulandari');
    await closeForms(workspace);
    const putri = workspace.person('putri.maharani') as SlackPerson;
    const answer = await putri.answerTo(() => putri.click(t('record.open'), { in: t('record.linked') }));
    expect(answer).toContain(t('userId.refuse.unknown'));
    // What is answered is theirs alone: the message says what it said.
    expect((await rina.channel('umum')).at(-1)).not.toContain(t('userId.refuse.unknown'));
  });

  it('shows nothing below a one-time link, a page without a number or an address of somebody else’s', async () => {
    const before = (await workspace.playground.api.everything({})).messages.length;
    for (const address of [
      `${workspace.url}/portal/card/${'x'.repeat(43)}`,
      `${workspace.url}/portal/requests/semua`,
      `http://localhost:1/portal/requests/${number}`,
    ])
      await rina.send(address, { in: 'umum' });
    // By the time that one written after them has something below it they would have it too.
    await below(linkTo(number));
    const { messages } = await workspace.playground.api.everything({});
    const shown = messages.slice(before).map(({ unfurls = [] }) => unfurls.length);
    expect(shown).toEqual([0, 0, 0, 1]);
  });
});
