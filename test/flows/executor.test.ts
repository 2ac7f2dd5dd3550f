import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import type { Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  ask,
  audiences,
  bringTo,
  closeForms,
  confirm,
  expectRefusedEmpty,
  forJoko,
  forRina,
  openDecision,
  openWorkspaceIn,
  reject,
  sendDone,
  settled,
  stages,
  unchanged,
} from '../support/user-id-steps.ts';

const [, , , executing] = stages;

describe.each(audiences)('the executor, in $platform, for people who read $language', (audience) => {
  const test = playedOn('slack', audience.platform);
  const { platform, language } = audience;
  const t = translate(language);
  const [field, note] = [t('userId.field.newUserId'), t('record.decision.note')];
  let workspace: Workspace;
  const eko = () => workspace.person('eko.saputra');
  const rina = () => workspace.person('rina.wulandari');
  beforeAll(async () => {
    workspace = await openWorkspaceIn(audience);
  });
  afterEach(() => closeForms(workspace));
  afterAll(() => workspace.stop());

  /** A request that waits for its new User ID. */
  async function approved(wish = forRina): Promise<string> {
    const number = await ask(rina(), wish);
    await bringTo(workspace, number, executing);
    return number;
  }

  test('U-15 is told at the field about a User ID that is none, and nothing is made', async () => {
    const number = await approved();
    const form = await openDecision(eko(), number, 'Confirm');
    expect(await form.fields()).toEqual([field, note]);
    await unchanged(workspace, async () => {
      await expectRefusedEmpty(form, field, t('userId.error.userIdForm'));
      for (const wrong of ['   ', 'ab', 'ada spasi', 'émile', 'rina@x', 'rina/../x', `${'a'.repeat(63)}!`]) {
        await form.type(field, wrong);
        expect((await form.submit()).errors, wrong).toEqual({ [field]: t('userId.error.userIdForm') });
        expect(await form.value(field)).toBe(wrong);
      }
      // Elsewhere nothing longer can be typed.
      if (platform !== 'slack') return;
      await form.type(field, 'a'.repeat(65));
      expect((await form.submit()).outcome.delivered).toBe(false);
    });
  });

  it('U-15 U-16 keeps it in lower case, needs no note, and tells the requester', async () => {
    // Nothing of hers is open any more: it is she herself who is asked for once more (U-22).
    await workspace.query(`UPDATE user_id_request SET status = 'WITHDRAWN' WHERE status LIKE 'WAITING%'`);
    const number = await approved();
    await confirm(eko(), number, `  Rina.W_${language}-1 `);
    await rina().sees(
      t('userId.step.confirmed', {
        name: 'Eko Saputra',
        userId: `rina.w_${language}-1`,
        email: 'rina.wulandari@nusantara.example',
      }),
    );
    await settled(workspace);
    expect((await rina().thread(number)).at(-1)).not.toContain(t('userId.card.reason'));
    await rina().sees(new RegExp(`${t('userId.field.newUserId')}\\nrina\\.w_${language}-1`));
    const letter = await workspace.mail.to('rina.wulandari@nusantara.example').latest(number);
    expect(letter.subject).toBe(t('mail.completed.subject', { number }));
    expect(letter.text).toContain(`rina.w_${language}-1`);
  });

  test('U-15 takes the shortest and the longest, and shows a note that was written', async () => {
    for (const [wish, userId] of [
      [forRina, `${language}.`.padEnd(3, '-')],
      [forJoko, `${language}.`.padEnd(64, '_')],
    ] as const) {
      const number = await approved(wish);
      const form = await openDecision(eko(), number, 'Confirm');
      await form.type(field, userId);
      await form.type(note, 'Akses mulai Senin');
      await sendDone(eko(), form);
      await rina().sees(userId);
      await settled(workspace);
      expect((await rina().thread(number)).at(-1)).toContain('Akses mulai Senin');
    }
  });

  test('U-15 refuses a User ID that exists, in whichever case it is typed, and keeps the form', async () => {
    await confirm(eko(), await approved(), `ada.${language}`);
    const second = await approved(forJoko);
    const form = await openDecision(eko(), second, 'Confirm');
    await form.type(field, ` ADA.${language.toUpperCase()}`);
    await form.type(note, 'Catatan tetap ada');
    await unchanged(workspace, async () => {
      const { errors } = await form.submit();
      const taken = t('userId.error.userIdTaken', { userId: `ada.${language}` });
      expect(errors).toEqual({ [field]: expect.stringContaining(taken) });
    });
    expect(await form.value(note)).toBe('Catatan tetap ada');
    await form.type(field, `ada.${language}.2`);
    await sendDone(eko(), form);
    await rina().sees(`ada.${language}.2`);
  });

  test('U-12 U-15 U-16 rejects with a reason: there is no User ID, and no letter to the applicant', async () => {
    const number = await approved(forJoko);
    await reject(eko(), number, 'Sudah punya User ID');
    await rina().sees('Sudah punya User ID');
    await settled(workspace);
    const accounts = await workspace.query(
      `SELECT 1 FROM account a JOIN user_id_request r ON r.id = a.request_id WHERE r.number = $1`,
      [number],
    );
    expect(accounts).toEqual([]);
    const letters = await workspace.mail.to('joko.prasetyo@nusantara.example').all();
    expect(letters.filter((each) => each.subject.includes(number))).toEqual([]);
  });
});
