import { type Modal, platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksAt } from '../support/applicants.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import {
  approve,
  ask,
  fillIn,
  forRina,
  openDecision,
  settled,
  toldPassed,
  toReview,
  words,
} from '../support/user-id-steps.ts';

let workspace: Workspace;

const account = (n: number) => `verificator.${n}`;

async function addVerificator(n: number): Promise<void> {
  const email = `${account(n)}@nusantara.example`;
  await workspace.door().addAccount({ email, name: `Verificator ${n}`, language: n % 2 ? 'id' : 'en' });
  await workspace.query(
    `WITH p AS (INSERT INTO person (email, name) VALUES ($1, $2) RETURNING id)
     INSERT INTO role_grant (person_id, role) SELECT id, 'ICT_VERIFICATOR' FROM p`,
    [email, `Verificator ${n}`],
  );
}

async function decisionForm(n: number, number: string): Promise<Modal> {
  const button = n % 2 ? 'Approve' : 'Reject';
  const form = await openDecision(workspace.person(account(n)), number, button);
  await form.type(words(n % 2 ? 'userId.decision.whyApprove' : 'record.decision.whyReject'), `Alasan ${n}`);
  return form;
}

describe.each(platforms)('in %s', (platform) => {
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    for (let n = 1; n <= 20; n += 1) await addVerificator(n);
  });
  afterAll(() => workspace.stop());

  it('U-13 simultaneous decisions let exactly one of twenty people who Approve and Reject at once win, and tell nineteen who', async () => {
    const rina = workspace.person('rina.wulandari');
    const number = await ask(rina, forRina);
    await approve(workspace.person('bima.santoso'), number);
    const forms = await Promise.all(Array.from({ length: 20 }, (_, i) => decisionForm(i + 1, number)));

    const results = await Promise.all(forms.map((form) => form.submit()));
    const told = await toldPassed(results);

    const decisions = await workspace.query<{ name: string; approved: boolean }>(
      `SELECT p.name, d.approved FROM user_id_decision d JOIN person p ON p.id = d.person_id
       JOIN user_id_request r ON r.id = d.request_id WHERE r.number = $1 AND d.stage = 'WAITING_VERIFICATOR'`,
      [number],
    );
    expect(decisions).toHaveLength(1);
    const winner = decisions[0];
    expect(told).toHaveLength(19);
    for (const text of told) expect(text).toContain(`${winner?.name} `);

    await settled(workspace);
    const audit = await workspace.query(
      `SELECT 1 FROM audit_entry e JOIN user_id_request r ON e.subject = 'user-id:' || r.id
       WHERE r.number = $1 AND e.from_state = 'WAITING_VERIFICATOR'`,
      [number],
    );
    expect(audit).toHaveLength(1);
    const thread = await rina.thread(number);
    expect(thread.filter((reply) => reply.includes(`${winner?.name} men`))).toHaveLength(1);
    expect(thread).toHaveLength(3);
    for (let n = 1; n <= 20; n += 1) {
      const person = workspace.person(account(n));
      await person.closeModals();
      await person.sees(winner?.approved ? 'Waiting for Approval ICT Manager' : 'Rejected');
      // Whoever has rejected it may have that in writing.
      const acts = (await person.buttons(number)).filter((label) => !words('minutes.button').test(label));
      expect(acts).toEqual(['Open', 'Activity Log']);
    }
  });

  async function copies<T>(act: () => Promise<T>): Promise<T> {
    await workspace.door().repeatNext(3);
    return act();
  }

  it('U-7 the same delivery three times opens one form, makes one request and one decision', async () => {
    const rina = workspace.person('rina.wulandari');
    const before = await workspace.query('SELECT 1 FROM user_id_request');
    await copies(() => rina.command('/userid'));
    const form = asksAt(await rina.modal(), rina);
    expect(await rina.modals()).toBe(1);
    await fillIn(form, forRina);
    const review = await toReview(form);
    const done = await copies(() => review.submit());
    const number = /UID-\d{4}-\d{6}/.exec((await done.next?.text()) ?? '')?.[0] ?? '';
    await done.next?.close();
    await settled(workspace);
    expect(await workspace.query('SELECT 1 FROM user_id_request')).toHaveLength(before.length + 1);

    const bima = workspace.person('bima.santoso');
    await copies(() => bima.click('Approve', { in: number }));
    const decision = await bima.modal('Approve');
    expect(await bima.modals()).toBe(1);
    await decision.type(words('userId.decision.whyApprove'), 'Setuju');
    await copies(() => decision.submit());
    await bima.modal(words('form.done'));
    await bima.closeModals();
    await settled(workspace);
    expect(await rina.thread(number)).toHaveLength(2);
    const mails = await workspace.playground.api.mails({ to: 'verificator.1@nusantara.example' });
    expect(mails.filter((mail) => mail.subject.includes(number))).toHaveLength(1);
  });

  it('U-7 an earlier delivery that is sent again much later makes no second request', async () => {
    const rina = workspace.person('rina.wulandari');
    const before = await workspace.query('SELECT 1 FROM user_id_request');
    await ask(rina, forRina);
    await workspace.door().resendSubmission(3);
    await settled(workspace);
    expect(await workspace.query('SELECT 1 FROM user_id_request')).toHaveLength(before.length + 1);
  });
});
