import type { ChatPerson, Platform } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  approve,
  ask,
  bringTo,
  confirm,
  forJoko,
  forRina,
  openDecision,
  reject,
  sendDone,
  settled,
  someReason,
  stages,
  toldPassed,
  unchanged,
  voice,
  words,
} from '../support/user-id-steps.ts';

const t = translate('id');
const both: readonly Platform[] = ['slack', 'teams'];
const other = (platform: Platform): Platform => (platform === 'slack' ? 'teams' : 'slack');
const [, verifying, managing] = stages;

describe('Slack and Teams together', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: both });
  });
  afterEach(async () => {
    for (const platform of both) {
      for (const account of await workspace.door(platform).accounts()) {
        await workspace.person(account, platform).closeModals();
      }
    }
  });
  afterAll(() => workspace.stop());

  /** Somebody on the platform that they used last. */
  async function now(account: string, platform: Platform): Promise<ChatPerson> {
    const person = workspace.person(account, platform);
    await person.command('/pintu');
    return person;
  }

  const statusOf = async (number: string) =>
    (
      await workspace.query<{ status: string }>('SELECT status FROM user_id_request WHERE number = $1', [
        number,
      ])
    )[0]?.status;

  it.each(both)(
    'I-7 U-10 asked in %s and decided on the other: every copy is right on both',
    async (asked) => {
      const decided = other(asked);
      const rina = await now('rina.wulandari', asked);
      for (const { approver } of stages) await now(approver, decided);
      const number = await ask(rina, forRina);
      for (const stage of stages.slice(0, 3)) {
        await approve(workspace.person(stage.approver, decided), number, `Alasan ${stage.name}`);
      }
      await confirm(workspace.person('eko.saputra', decided), number, `rina.dari.${asked}`);
      await settled(workspace);

      expect(await rina.root(number)).toContain('Completed');
      const thread = await rina.thread(number);
      expect(thread.map((step) => step.split('\n')[1])).toEqual([
        ...stages.map((stage) => `🟡 ${stage.status}`),
        '🟢 Completed',
      ]);
      for (const { approver } of stages) {
        const person = workspace.person(approver, decided);
        expect(await person.cards(number)).toHaveLength(1);
        expect((await person.cards(number))[0]).toContain('Completed');
        expect(await person.buttons(number)).toEqual([
          'Open',
          'Activity Log',
          expect.stringMatching(words('minutes.button')),
        ]);
        expect(await workspace.person(approver, asked).cards(number)).toEqual([]);
      }
      expect(await workspace.person('rina.wulandari', decided).cards(number)).toEqual([]);
    },
  );

  it('I-7 U-13 each stage on another platform: who decided, when and why is the same for everybody', async () => {
    const rina = await now('rina.wulandari', 'teams');
    const places = stages.map((stage, index) => ({ ...stage, platform: both[index % 2] ?? 'slack' }));
    for (const { approver, platform } of places) await now(approver, platform);
    const number = await ask(rina, forJoko);
    for (const { approver, platform, name } of places.slice(0, 3)) {
      await approve(workspace.person(approver, platform), number, `Alasan ${name}`);
    }
    await settled(workspace);
    const cards = await Promise.all(
      places
        .slice(0, 3)
        .map(async ({ approver, platform }) => workspace.person(approver, platform).cards(number)),
    );
    for (const [card = ''] of cards) {
      for (const { name } of places.slice(0, 3)) expect(card).toContain(`Alasan ${name}`);
      expect(card).toContain('Waiting for ICT Executor');
    }
    await reject(workspace.person('eko.saputra', places[3]?.platform), number, 'Sudah ada');
    await rina.sees('Sudah ada');
    expect(await statusOf(number)).toBe('REJECTED');
  });

  it.each(both)('I-7 an approver whose card is in %s decides on the other platform', async (carded) => {
    await now('bima.santoso', carded);
    const rina = await now('rina.wulandari', carded);
    const number = await ask(rina, forRina);
    const there = workspace.person('bima.santoso', carded);
    await there.sees(number);
    await settled(workspace);

    const here = workspace.person('bima.santoso', other(carded));
    await here.command(`/userid show ${number}`);
    await approve(here, number);
    await expect.poll(() => there.buttons(number)).toEqual(['Open', 'Activity Log']);
    expect(await there.cards(number)).toHaveLength(1);
    await settled(workspace);
    await here.command(`/userid show ${number}`);
    expect(await here.buttons(number)).not.toContain('Approve');
    expect(await rina.thread(number)).toHaveLength(2);
  });

  it('I-7 U-13 two approvers of one stage on two platforms: the first one decides, the other one is told', async () => {
    await workspace.query(
      `INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM person WHERE email LIKE 'hendra.%'`,
    );
    const dewi = await now('dewi.lestari', 'slack');
    const hendra = await now('hendra.gunawan', 'teams');
    for (const [winner, loser, name] of [
      [dewi, hendra, 'Dewi Lestari'],
      [hendra, dewi, 'Hendra Gunawan'],
    ] as const) {
      await now('bima.santoso', 'slack');
      const number = await ask(await now('rina.wulandari', 'slack'), forRina);
      await bringTo(workspace, number, verifying);
      const rejecting = await loser.button('Reject', number);
      const late = await openDecision(loser, number, 'Approve');
      await late.type(words('userId.decision.whyApprove'), someReason);
      await approve(winner, number);
      await unchanged(workspace, async () => {
        const { next } = await late.submit();
        expect(await next?.text()).toContain(name);
        await next?.close();
        expect(await loser.answerTo(rejecting.pressLate)).toContain(name);
        await loser.closeModals();
      });
      for (const person of [dewi, hendra]) {
        await expect.poll(() => person.cards(number)).toHaveLength(1);
        const [card = ''] = await person.cards(number);
        expect(card).toContain(`ICT Verificator: disetujui oleh ${name}`);
        expect(card).not.toContain('[Approve]');
      }
    }
    await workspace.query(
      `UPDATE role_grant SET withdrawn_at = now() WHERE person_id = (SELECT id FROM person WHERE email LIKE 'hendra.%')`,
    );
  });

  it('I-7 U-13 the same person presses Approve on one platform and Reject on the other: one of the two counts', async () => {
    const rina = await now('rina.wulandari', 'slack');
    await now('bima.santoso', 'slack');
    const number = await ask(rina, forRina);
    const slack = await openDecision(workspace.person('bima.santoso', 'slack'), number, 'Approve');
    await slack.type(words('userId.decision.whyApprove'), someReason);
    const teams = workspace.person('bima.santoso', 'teams');
    await teams.command(`/userid show ${number}`);
    const rejecting = await openDecision(teams, number, 'Reject');
    await rejecting.type(words('record.decision.whyReject'), 'Jangan');
    const results = await Promise.all([slack.submit(), rejecting.submit()]);
    expect(await toldPassed(results)).toHaveLength(1);
    await settled(workspace);
    const decisions = await workspace.query(
      'SELECT 1 FROM user_id_decision d JOIN user_id_request r ON r.id = d.request_id WHERE r.number = $1',
      [number],
    );
    expect(decisions).toHaveLength(1);
    expect(await rina.thread(number)).toHaveLength(2);
  });

  it('I-7 U-13 twenty approvers, half of them on each platform, decide at once: one counts, nineteen are told who', async () => {
    const approvers: ChatPerson[] = [];
    for (let n = 1; n <= 20; n += 1) {
      const platform = both[n % 2] ?? 'slack';
      const [email, name] = [`manajer.${n}@nusantara.example`, `Manajer ${n}`];
      await workspace.door(platform).addAccount({ email, name, language: 'id' });
      await workspace.query(
        `WITH p AS (INSERT INTO person (email, name) VALUES ($1, $2) RETURNING id)
         INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_MANAGER' FROM p`,
        [email, name],
      );
      approvers.push(workspace.person(`manajer.${n}`, platform));
    }
    await now('bima.santoso', 'slack');
    await now('dewi.lestari', 'slack');
    const rina = await now('rina.wulandari', 'teams');
    const number = await ask(rina, forJoko);
    await bringTo(workspace, number, managing);
    const forms = await Promise.all(
      approvers.map(async (approver, n) => {
        const form = await openDecision(approver, number, n % 4 < 2 ? 'Approve' : 'Reject');
        await form.type(
          n % 4 < 2 ? words('userId.decision.whyApprove') : words('record.decision.whyReject'),
          `Alasan ${n}`,
        );
        return form;
      }),
    );
    const results = await Promise.all(forms.map((form) => form.submit()));
    const told = await toldPassed(results);
    const decisions = await workspace.query<{ name: string }>(
      `SELECT p.name FROM user_id_decision d JOIN person p ON p.id = d.person_id
       JOIN user_id_request r ON r.id = d.request_id WHERE r.number = $1 AND d.stage = 'WAITING_MANAGER'`,
      [number],
    );
    expect(decisions).toHaveLength(1);
    expect(told).toHaveLength(19);
    for (const text of told) expect(text).toContain(`${decisions[0]?.name} `);
    await settled(workspace);
    expect(await rina.thread(number)).toHaveLength(4);
    for (const approver of approvers) {
      await approver.closeModals();
      // Whoever has rejected it may have that in writing.
      const acts = (await approver.buttons(number)).filter((label) => !words('minutes.button').test(label));
      expect(acts).toEqual(['Open', 'Activity Log']);
    }
  });

  it('I-7 notices follow the platform that somebody used last', async () => {
    for (const platform of [...both, ...both]) {
      await now('bima.santoso', platform);
      await now('dewi.lestari', other(platform));
      const number = await ask(await now('rina.wulandari', other(platform)), forRina);
      const bima = workspace.person('bima.santoso', platform);
      await bima.sees(number);
      await approve(bima, number);
      await workspace.person('dewi.lestari', other(platform)).sees(number);
      await settled(workspace);
      expect(await workspace.person('bima.santoso', other(platform)).cards(number)).toEqual([]);
      expect(await workspace.person('dewi.lestari', platform).cards(number)).toEqual([]);
    }
  });

  it('I-7 the accounts of one person are one person: language, requests and rights are the same on both', async () => {
    const slack = workspace.person('maya.anggraini', 'slack');
    const teams = workspace.person('maya.anggraini', 'teams');
    const number = await ask(slack, forRina);
    await slack.root(number);
    await teams.command('/userid list');
    await teams.sees(number);
    await slack.command('/pintu language en');
    expect(await teams.answerTo('/userid show UID-2026-999999')).toBe(
      voice('teams', 'en')('userId.refuse.unknown'),
    );
    await teams.command('/pintu language id');
    await slack.command(`/userid withdraw ${number}`);
    await (await slack.modal(t('userId.button.withdraw'))).close();
    await teams.command(`/userid withdraw ${number}`);
    await sendDone(teams, await teams.modal(t('userId.button.withdraw')));
    await expect.poll(() => slack.root(number)).toContain('Withdrawn');
    const people = await workspace.query(
      `SELECT count(DISTINCT i.platform) AS platforms FROM chat_identity i JOIN person p ON p.id = i.person_id
       WHERE p.email = 'maya.anggraini@nusantara.example' GROUP BY p.id`,
    );
    expect(people).toEqual([{ platforms: '2' }]);
  });
});
