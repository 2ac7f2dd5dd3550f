import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import {
  ask,
  audiences,
  bringTo,
  expectRefusedEmpty,
  forJoko,
  openDecision,
  openWorkspaceIn,
  sendDone,
  settled,
  stages,
  unchanged,
  words,
} from '../support/user-id-steps.ts';

describe.each(audiences)('a reject, in $platform, for people who read $language', (audience) => {
  const { platform, language } = audience;
  const t = translate(language);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterAll(() => workspace.stop());

  it.each(
    // Where nobody and where somebody has decided; all stages on one platform.
    stages
      .map((stage, index) => ({ ...stage, stage, index }))
      .filter(({ index }) => platform === 'slack' || index % 3 === 0),
  )(
    'U-11 U-12 at $name ends the request, tells the requester why, and no later stage hears of it',
    async ({ stage, name, status, approver: account, index }) => {
      const rina = workspace.person('rina.wulandari');
      const approver = workspace.person(account);
      const number = await ask(rina, forJoko);
      await bringTo(workspace, number, stage);

      const label = t('record.decision.whyReject');
      const form = await openDecision(approver, number, 'Reject');
      const shown = await form.text();
      expect(shown).toContain(t('userId.decision.ends', { number }));
      expect(shown).toContain(t('userId.decision.sure'));
      expect(await form.submitLabel()).toBe(t('record.decision.reject'));
      await unchanged(workspace, async () => {
        await expectRefusedEmpty(form, label, t('field.error.reason'));
        await form.type(label, ' \n\t ');
        expect((await form.submit()).errors).toEqual({ [label]: t('field.error.reason') });
      });
      await form.type(label, `Belum perlu:\n${name} & <lain-lain>`);
      expect(await sendDone(approver, form)).toContain(t('userId.done.rejected', { number }));
      await settled(workspace);

      const decider = await approver.name();
      const replies = await rina.thread(number);
      expect(replies).toHaveLength(index + 2);
      expect(replies.at(-1)).toContain('🔴 Rejected');
      expect(replies.at(-1)).toContain(t('userId.step.rejected', { name: decider, stage: name }));
      expect(replies.at(-1)).toContain(`Belum perlu:\n${name} & <lain-lain>`);
      const reading = ['Open', 'Activity Log', t('minutes.button')];
      expect(await rina.buttons(`⛔ ${name}: `)).toEqual([...reading, t('userId.button.again')]);

      expect(await approver.buttons(number)).toEqual(reading);
      await approver.sees(t('userId.card.rejectedBy', { stage: name, name: decider, time: '' }));
      for (const later of stages.slice(index + 1)) {
        expect(await workspace.person(later.approver).isShown(number)).toBe(false);
      }
      const letters = await workspace.mail.about(number);
      expect(letters.map((mail) => mail.to.join())).toEqual(
        stages.slice(0, index + 1).map((each) => `${each.approver}@nusantara.example`),
      );

      for (const line of ['/userid list waiting', `/userid list ${status}`, '/pintu inbox']) {
        expect(await approver.answerTo(line)).not.toContain(number);
      }
      expect(await approver.answerTo('/userid list rejected')).toContain(number);
    },
  );

  it('U-12 keeps the record: the log says who ended it and why', async () => {
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forJoko);
    const bima = workspace.person('bima.santoso');
    const form = await openDecision(bima, number, 'Reject');
    await form.type(words('record.decision.whyReject'), 'Anggaran habis');
    await form.submit();
    await rina.sees('Anggaran habis');
    await rina.click('Activity Log', { in: number });
    await rina.sees(t('record.log.title', { number }));
    await rina.sees(new RegExp(`Bima Santoso · ${t('userId.log.rejected')} · → Rejected\\nAnggaran habis`));
  });
});
