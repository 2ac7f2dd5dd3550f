import { type Platform, platforms } from '@satu-pintu/playground/people';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { someReason, words } from '../support/user-id-steps.ts';

let workspace: Workspace;
afterEach(() => workspace.stop());

const people = 16;

/** As many superiors as there are people, each with one request that waits for them alone. */
async function addApprovers(): Promise<void> {
  const accounts = Array.from({ length: people }, (_, i) => `atasan.${i + 1}`);
  for (const account of accounts) {
    await workspace.door().addAccount({
      email: `${account}@nusantara.example`,
      name: account,
      language: 'id',
    });
  }
  await workspace.query(
    `INSERT INTO person (email, name) SELECT a || '@nusantara.example', a FROM unnest($1::text[]) AS a`,
    [accounts],
  );
}

/** One request for each of them, to be told about now; answers their numbers by account. */
async function addRequests(platform: Platform): Promise<Map<string, string>> {
  const added = await workspace.query<{ account: string; number: string }>(
    `WITH r AS (
       INSERT INTO user_id_request (number, kind, requester_id, surface, name, position, email, unit_id, atasan_id,
                                    submission_key, created_at, status_since)
       SELECT 'UID-2026-' || lpad(p.id::text, 6, '0'), 'UNIT', (SELECT id FROM person WHERE email LIKE 'rina.%'),
              $1, 'Pemohon', 'Operator', 'pemohon.' || p.id || '@mitra.example', (SELECT min(id) FROM unit), p.id,
              'load ' || p.id, now(), now() FROM person p WHERE p.email LIKE 'atasan.%' RETURNING id, number, atasan_id),
     entry AS (
       INSERT INTO audit_entry (at, actor, surface, action, subject, to_state)
       SELECT now(), 'Pemohon', $1, 'user-id.submitted', 'user-id:' || id, 'WAITING_ATASAN' FROM r RETURNING id, split_part(subject, ':', 2)::int AS request),
     jobs AS (
       SELECT request AS id, graphile_worker.add_job('user-id.announce', json_build_object('entry', id::text)) FROM entry)
     SELECT split_part(p.email, '@', 1) AS account, r.number FROM r JOIN jobs USING (id) JOIN person p ON p.id = r.atasan_id`,
    [platform],
  );
  return new Map(added.map(({ account, number }) => [account, number]));
}

/** Waits until every card stands and nothing else is to be done. */
async function allPosted(): Promise<void> {
  await expect
    .poll(() => workspace.query('SELECT task_identifier FROM graphile_worker.jobs'), { interval: 250 })
    .toEqual([]);
}

/** No message about a decision was on its way before that decision was acked. */
async function expectAckedFirst(numbers: ReadonlyMap<string, string>, after: number): Promise<void> {
  await allPosted();
  const exchanges = await workspace.door().exchanges(after);
  const messages = exchanges.flatMap((exchange) =>
    exchange.what === 'post' || exchange.what === 'update'
      ? [{ at: exchange.at, text: JSON.stringify(exchange.request) }]
      : [],
  );
  const acks = exchanges.filter(({ what }) => what === 'submission');
  expect(acks).toHaveLength(people);
  for (const ack of acks) {
    const number = numbers.get(ack.account ?? '') ?? 'no number';
    const about = messages.filter(({ text }) => text.includes(number));
    expect(about.length).toBeGreaterThan(0);
    for (const message of about)
      expect(message.at, number).toBeGreaterThanOrEqual(Math.floor(ack.at + ack.ms));
  }
}

describe.each(platforms)('16 people at once, in %s', (platform) => {
  it('I-3 U-13 each open their form and decide once, and are acked before anything is sent', async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    await addApprovers();
    const numbers = await addRequests(platform);
    await allPosted();
    const buttons = await Promise.all(
      [...numbers].map(([account, number]) => workspace.person(account).button('Approve', number)),
    );
    await Promise.all(buttons.map((button) => button.press()));
    const forms = await Promise.all(
      [...numbers.keys()].map((account) => workspace.person(account).modal('Approve')),
    );
    await Promise.all(forms.map((form) => form.type(words('userId.decision.whyApprove'), someReason)));
    const before = (await workspace.door().exchanges()).at(-1)?.id ?? 0;
    const decided = await Promise.all(forms.map((form) => form.submit()));
    expect(decided.filter(({ outcome }) => !outcome.delivered)).toEqual([]);
    expect(await workspace.query('SELECT 1 FROM user_id_decision')).toHaveLength(people);
    await expectAckedFirst(numbers, before);
  });
});
