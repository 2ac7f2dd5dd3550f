import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepDraft } from '../../src/db/drafts.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { withDatabase } from '../support/database.ts';
import { approve, ask, forRina, settled } from '../support/user-id-steps.ts';

describe('What somebody gets who sends ids that no card of theirs has', () => {
  let workspace: Workspace;
  let number: string;
  let id: number;
  beforeAll(async () => {
    workspace = await openWorkspace();
    number = await ask(workspace.person('rina.wulandari'), forRina);
    await approve(workspace.person('bima.santoso'), number);
    const [row] = await workspace.query<{ id: number }>('SELECT id FROM user_id_request WHERE number = $1', [
      number,
    ]);
    id = row?.id ?? 0;
    // Whoever is written to for the first time has an entry by that.
    await settled(workspace);
  });
  afterAll(() => workspace.stop());

  let deliveries = 0;
  async function deliver(account: string, payload: object): Promise<string> {
    const people = await workspace.playground.api.people({});
    deliveries += 1;
    const { status, body } = await workspace.playground.api.deliverRaw({
      body: `payload=${encodeURIComponent(
        JSON.stringify({
          trigger_id: `forged.${deliveries}`,
          team: { id: 'T' },
          user: { id: people.find((each) => each.name === account)?.id, team_id: 'T' },
          ...payload,
        }),
      )}`,
      contentType: 'application/x-www-form-urlencoded',
      signature: 'good',
    });
    expect(status).toBe(200);
    return body;
  }

  /** A forged submit of one of our forms; answers what the bot answered. */
  const submit = (account: string, f: string, s: string[], typed: Record<string, string> = {}) =>
    deliver(account, {
      type: 'view_submission',
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: 'form',
        hash: '1',
        private_metadata: JSON.stringify({ f, s }),
        blocks: [{ type: 'input', block_id: 'reason' }],
        state: {
          values: Object.fromEntries(
            Object.entries(typed).map(([name, value]) => [
              name,
              { input: { type: 'plain_text_input', value } },
            ]),
          ),
        },
      },
    });

  it('I-3 U-14 tells nobody but those concerned what became of a request', async () => {
    for (const { status } of [
      { status: 'WAITING_ATASAN' },
      { status: 'WAITING_VERIFICATOR' },
      { status: 'WAITING_EXECUTOR' },
    ]) {
      const answer = await submit('putri.maharani', 'user-id.act', ['reject', String(id), 'k', '', status], {
        reason: 'Tidak',
      });
      expect(answer).not.toContain(number);
      expect(answer).not.toContain('Bima');
      expect(answer).toMatch(/Atasan Pemohon|ICT Verificator|ICT Executor/);
    }
  });

  it('I-3 U-13 still tells an approver who decided before them', async () => {
    const answer = await submit(
      'bima.santoso',
      'user-id.act',
      ['reject', String(id), 'k', '', 'WAITING_ATASAN'],
      { reason: 'Tidak' },
    );
    expect(answer).toContain(number);
    expect(answer).toContain('Bima');
  });

  it.each([
    ['user-id.review', []],
    ['user-id.act', []],
    ['pintu.grant', ['1']],
    ['pintu.withdraw', ['1']],
    ['pintu.find-person', []],
  ])('I-3 I-9 changes and shows nothing to a stranger who sends the form %s', async (form, state) => {
    const before = await workspace.query('SELECT count(*) AS n FROM audit_entry');
    const [rina] = await workspace.query<{ id: number }>(`SELECT id FROM person WHERE email LIKE 'rina.%'`);
    const draft = { id: `draft of Rina ${form}`, form: 'user-id.review', personId: rina?.id ?? 0 };
    await withDatabase(workspace.databaseUrl, (db) => keepDraft(db, draft, { name: 'Rahasia' }, new Date()));
    const own =
      form === 'user-id.review' ? [draft.id] : form === 'user-id.act' ? ['withdraw', `${id}`, 'k'] : state;
    const answer = await submit('putri.maharani', form, own, { reason: 'x', text: 'a' });
    // Who can help is told to everybody whom something stops, and nothing else is.
    const shown = answer.replace(/Yang dapat membantu: Tono Wijaya\./, '');
    expect(shown).not.toMatch(/Rahasia|Rina|Tono|@nusantara/);
    expect(await workspace.query('SELECT count(*) AS n FROM audit_entry')).toEqual(before);
    expect(await workspace.query('SELECT id FROM form_draft WHERE id = $1', [draft.id])).toHaveLength(1);
  });

  it('I-3 I-9 finds nobody for a stranger who searches in a form of the admins', async () => {
    const view = {
      id: 'V1',
      type: 'modal',
      private_metadata: JSON.stringify({ f: 'pintu.grant', s: ['0'] }),
      state: { values: {} },
    };
    const answer = await deliver('putri.maharani', {
      type: 'block_suggestion',
      block_id: 'person',
      action_id: 'input',
      value: 'a',
      view,
    });
    expect(JSON.parse(answer)).toEqual({ options: [] });
  });
});
