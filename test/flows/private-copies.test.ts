import { type ChatPerson, type Modal, slackPerson } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  approve,
  ask,
  audiences,
  closeForms,
  forRina,
  openWorkspaceIn,
  settled,
  someReason,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('private copies, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const { platform, language } = audience;
  const t = translate(language);
  let workspace: Workspace;
  let bima: ChatPerson;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
    bima = workspace.person('bima.santoso');
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  const approved = { stage: 'Atasan Pemohon', name: 'Bima Santoso', time: '' };
  const decided = t('userId.card.approvedBy', approved).replace(/, $/, '');
  const asked = async () => {
    const number = await ask(workspace.person('rina.wulandari'), forRina);
    await settled(workspace);
    return number;
  };

  /** Approves with the form in front; answers the page that says so. */
  async function approveHere(person: ChatPerson): Promise<Modal> {
    const form = await person.modal('Approve');
    await form.type(words('userId.decision.whyApprove'), someReason);
    const { next } = await form.submit();
    if (!next) throw new Error('The form was closed without a word.');
    return next;
  }

  it('U-11 U-13 a decision from a list is said where it was sent, and the list and what it opened show it', async () => {
    const number = await asked();
    await bima.command('/userid list waiting');
    await bima.clickBeside(number, 'Open');
    await expect.poll(() => bima.privately()).toContain(someNote);
    await bima.click('Approve');
    const done = await approveHere(bima);
    expect(await done.text()).toContain(t('userId.done.approved', { number, stage: 'ICT Verificator' }));

    await done.back();
    await expect.poll(() => bima.privately()).toContain(decided);
    expect(await bima.privately()).not.toContain('[Approve]');
    await bima.click(words('form.back'));
    await expect.poll(() => bima.privately()).toContain(t('userId.list.waiting'));
    expect(await bima.privately()).not.toContain(number);

    // Where the list was a message below the dialog, that has been brought up to date as well.
    await bima.closeModals();
    await expect.poll(() => bima.privately()).not.toContain(number);
  });

  it('U-13 a copy that is out of date says who decided when it is pressed, and offers it no more', async () => {
    const number = await asked();
    await bima.command(`/userid show ${number}`);
    await bima.command(`/userid show ${number}`);
    await approve(bima, number);
    await settled(workspace);
    expect(await bima.describe()).toContain('[Approve]');

    const answer = await bima.answerTo(() => bima.click('Approve', { in: number }));
    expect(answer).toContain('Bima Santoso');
    await bima.closeModals();
    await expect.poll(() => bima.describe()).not.toContain('[Approve]');
  });

  test('U-13 a list that lies there for long is up to date once something in it was opened', async () => {
    const number = await asked();
    await bima.command('/userid list waiting');
    await approve(bima, number);
    await settled(workspace);
    expect(await bima.privately()).toContain(t('userId.list.waiting'));
    await bima.clickBeside(number, 'Open');
    await expect.poll(() => bima.privately()).toContain(decided);
    await bima.closeModals();
    if (platform === 'slack') await bima.click(words('form.back'));
    await expect.poll(() => bima.privately()).toContain(t('userId.list.waiting'));
    await expect.poll(() => bima.privately()).not.toContain(number);
  });

  it('U-18 what is withdrawn from a private copy is so on that copy', async () => {
    const rina = workspace.person('rina.wulandari');
    const number = await asked();
    await rina.command(`/userid show ${number}`);
    await rina.click(words('userId.button.withdraw'), { in: number });
    const { next } = await (await rina.modal(words('userId.button.withdraw'))).submit();
    expect(await next?.text()).toContain(t('userId.done.withdrawn', { number }));
    await rina.closeModals();
    await expect.poll(() => rina.privately()).toContain('Withdrawn');
  });

  it.runIf(platform === 'slack')(
    'U-14 one private copy turns into the next, and none is left behind',
    async () => {
      const { playground } = workspace;
      const dewi = slackPerson(playground, 'dewi.lestari');
      const number = await asked();
      await approve(bima, number);
      await settled(workspace);
      const copies = async () =>
        (await dewi.everything()).filter(({ onlyFor }) => onlyFor !== undefined).length;
      await dewi.command('/userid list waiting');
      const before = await copies();
      await dewi.clickBeside(number, 'Open');
      await expect.poll(() => dewi.privately()).toContain(someNote);
      await dewi.click('Activity Log', { in: someNote });
      await expect.poll(() => dewi.privately()).toContain(t('record.log.title', { number }));
      await dewi.click(words('form.back'));
      await expect.poll(() => dewi.privately()).toContain(someNote);
      await dewi.click(words('form.back'));
      await expect.poll(() => dewi.privately()).toContain(t('userId.list.waiting'));
      expect(await copies()).toBe(before);

      // Of a posted card, which stays, the same is shown in a modal: nothing is left behind of it either.
      await dewi.click('Activity Log', { in: number });
      await dewi.modal(t('record.log.title', { number }));
      await dewi.closeModals();
      expect(await copies()).toBe(before);
    },
  );

  it.runIf(platform === 'slack')(
    'U-13 U-14 what is decided from Home is gone from Home, and from what Home opened',
    async () => {
      const agent = slackPerson(workspace.playground, 'bima.santoso');
      const number = await asked();
      expect(await agent.home()).toContain(number);
      await agent.clickHomeBeside(number, 'Open');
      await agent.modal(t('userId.card.title', { number }));
      await agent.click('Approve');
      const done = await approveHere(agent);
      await done.back();
      const card = await agent.modal(t('userId.card.title', { number }));
      await card.sees(decided);
      expect(await card.text()).not.toContain('[Approve]');
      await agent.closeModals();
      await expect.poll(() => agent.home()).not.toContain(number);
    },
  );
});

/** What rina asks for one of the systems, which only the whole request shows. */
const someNote = forRina.platforms.SAP ?? '';
