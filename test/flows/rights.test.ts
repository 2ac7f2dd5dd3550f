import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import {
  approve,
  ask,
  bringTo,
  complaints,
  fillIn,
  forJoko,
  forRina,
  openDecision,
  openRequestForm,
  reject,
  settled,
  someReason,
  stages,
  toReview,
  unchanged,
  words,
} from '../support/user-id-steps.ts';

/** The text and whatever follows it: who can help. */
const beginning = ({ source }: RegExp) => new RegExp(source.slice(0, -1));

describe.each(platforms)('in %s', (platform) => {
  const test = playedOn('teams', platform);
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  const person = (account: string) => workspace.person(account);

  async function grant(account: string, role: string): Promise<void> {
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, $2::role FROM person WHERE email LIKE $1 || '@%' ON CONFLICT DO NOTHING`,
      [account, role],
    );
  }

  async function withdraw(account: string, role: string): Promise<void> {
    await workspace.query(
      `UPDATE role_grant SET withdrawn_at = now() WHERE role = $2::role AND person_id = (SELECT id FROM person WHERE email LIKE $1 || '@%')`,
      [account, role],
    );
  }

  describe('a right is asked for at the moment of use', () => {
    it('I-3 refuses somebody who does not hold the stage, although the card was pressed for them', async () => {
      const number = await ask(person('rina.wulandari'), forRina);
      await person('bima.santoso').sees(number);
      const putri = person('putri.maharani');
      const answer = await unchanged(workspace, () =>
        putri.pressForwarded(person('bima.santoso'), 'Approve', number),
      );
      expect(answer).not.toMatch(/Rina|Laporan keuangan/);
      expect(await putri.modals()).toBe(0);
    });

    test('I-3 refuses somebody whose role was withdrawn between opening the form and sending it', async () => {
      const number = await ask(person('rina.wulandari'), forRina);
      await bringTo(workspace, number, stages[1]);
      await grant('hendra.gunawan', 'ICT_VERIFICATOR');
      const form = await openDecision(person('dewi.lestari'), number, 'Approve');
      await form.type(words('userId.decision.whyApprove'), someReason);
      await withdraw('dewi.lestari', 'ICT_VERIFICATOR');
      await unchanged(workspace, async () => {
        expect(complaints(await form.submit())).toEqual([
          expect.stringMatching(beginning(words('userId.refuse.notApprover', { stage: 'ICT Verificator' }))),
        ]);
      });
      await form.close({ all: true });
      await grant('dewi.lestari', 'ICT_VERIFICATOR');
      await withdraw('hendra.gunawan', 'ICT_VERIFICATOR');
    });

    it('I-3 U-14 shows whoever lost the role nothing more of what they had in chat, though nobody decides it any more', async () => {
      const hendra = person('hendra.gunawan');
      await hendra.command('/pintu');
      await grant('hendra.gunawan', 'ICT_VERIFICATOR');
      const number = await ask(person('rina.wulandari'), forRina);
      await bringTo(workspace, number, stages[1]);
      await settled(workspace);
      await reject(person('dewi.lestari'), number, someReason);
      await settled(workspace);
      const card = async () => (await hendra.cards(number)).join('\n');
      expect(await card()).toContain(someReason);
      await withdraw('hendra.gunawan', 'ICT_VERIFICATOR');
      await settled(workspace);
      await hendra.sees(translate('id')('chat.noLongerSeen'));
      expect(await card()).not.toContain(someReason);
    });

    it('I-4 lets nobody decide their own request, as requester or as applicant', async () => {
      await grant('rina.wulandari', 'ICT_VERIFICATOR');
      await grant('joko.prasetyo', 'ICT_VERIFICATOR');
      const number = await ask(person('rina.wulandari'), forJoko);
      await bringTo(workspace, number, stages[1]);
      const dewi = person('dewi.lestari');
      const form = await openDecision(dewi, number, 'Approve');
      await form.type(words('userId.decision.whyApprove'), 'Saya setujui sendiri');
      for (const account of ['rina.wulandari', 'joko.prasetyo']) {
        const own = person(account);
        await own.command(`/userid show ${number}`);
        await own.sees(number);
        expect(await own.buttons(number)).not.toContain('Approve');
        await own.command('/pintu inbox');
        await unchanged(workspace, async () => {
          await settled(workspace);
          const { status, body } = await own.submitForged(dewi);
          expect(status).toBe(200);
          expect(body).toContain('tidak dapat memutuskan permohonan Anda sendiri');
        });
      }
      await form.close();
      await withdraw('rina.wulandari', 'ICT_VERIFICATOR');
      await withdraw('joko.prasetyo', 'ICT_VERIFICATOR');
    });

    test('I-4 lets nobody decide two stages of one request', async () => {
      await grant('dewi.lestari', 'ICT_MANAGER');
      const number = await ask(person('rina.wulandari'), forRina);
      await bringTo(workspace, number, stages[2]);
      const dewi = person('dewi.lestari');
      await person('agus.pranoto').sees(number);
      await settled(workspace);
      expect(await dewi.buttons(number)).not.toContain('Approve');
      expect(await dewi.cards(number)).toHaveLength(1);
      await withdraw('dewi.lestari', 'ICT_MANAGER');
    });

    test('U-13 tells somebody with an old card who has decided', async () => {
      await grant('hendra.gunawan', 'ICT_VERIFICATOR');
      const number = await ask(person('rina.wulandari'), forRina);
      await bringTo(workspace, number, stages[1]);
      const hendra = person('hendra.gunawan');
      const approving = await hendra.button('Approve', number);
      await approve(person('dewi.lestari'), number);
      await settled(workspace);
      await unchanged(workspace, async () => {
        await approving.pressLate();
        await hendra.sees('Dewi Lestari sudah menyetujui');
      });
      await withdraw('hendra.gunawan', 'ICT_VERIFICATOR');
    });

    it('U-14 shows a request to nobody who has nothing to do with it', async () => {
      const number = await ask(person('rina.wulandari'), forRina);
      const putri = person('putri.maharani');
      await putri.command(`/userid show ${number}`);
      await putri.sees(words('userId.refuse.unknown').source.slice(4, 30));
      await putri.command('/userid list');
      expect(await putri.isShown(number)).toBe(false);
      const tono = person('tono.wijaya');
      await tono.command(`/userid show ${number}`);
      await tono.sees('Rina Wulandari');
    });

    test('U-9 refuses a request whose stage nobody can decide, and says who can mend it', async () => {
      await withdraw('agus.pranoto', 'ICT_MANAGER');
      const rina = person('rina.wulandari');
      const form = await openRequestForm(rina);
      await fillIn(form, forRina);
      const review = await toReview(form);
      await unchanged(workspace, async () => {
        await review.submit();
        await review.sees('ICT Manager');
        await review.sees('Tono Wijaya');
      });
      await grant('agus.pranoto', 'ICT_MANAGER');
      const done = await review.submit();
      await done.next?.sees(/UID-\d{4}-\d{6}/);
      await done.next?.close();
    });
  });
});
