import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { settled } from '../support/user-id-steps.ts';

const t = translate('id');

describe('guests, and people of other workspaces', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
    await workspace.door().letIn();
  });
  afterAll(() => workspace.stop());

  const known = () => workspace.query('SELECT person_id FROM chat_identity ORDER BY person_id');

  it.each([
    ['a guest of several channels', 'sari.utami', { guest: 'restricted' }],
    ['a guest of one channel', 'dewi.lestari', { guest: 'ultra' }],
    ['somebody of another workspace in a shared channel', 'bima.santoso', { stranger: true }],
  ] as const)(
    'I-1 %s is told why, whatever address their account has, and becomes nobody',
    async (_who, account, change) => {
      await workspace.playground.api.changePerson({ person: account, change });
      const outsider = workspace.person(account);
      for (const line of ['/pintu', '/userid', '/userid list', '/pintu language en'])
        expect(await outsider.answerTo(line)).toContain(t('error.unverifiedAccount'));
      expect(await known()).toEqual([]);
    },
  );

  it('I-1 a file of theirs in a shared channel starts nothing and is spoken of to nobody', async () => {
    const outsider = workspace.person('bima.santoso');
    const before = await outsider.channel('umum');
    await outsider.drop('umum', '', { name: 'mitra.xlsx', data: 'tidak terbaca' });
    await settled(workspace);
    const said = (await outsider.channel('umum')).slice(before.length);
    expect(said).toHaveLength(1);
    expect(await known()).toEqual([]);
  });

  it.each([
    ['becomes a guest', 'agus.pranoto', { guest: 'restricted' }],
    ['is deactivated', 'eko.saputra', { deleted: true }],
  ] as const)(
    'I-1 somebody who %s loses what we know of them by it at once',
    async (_how, account, change) => {
      const linked = () =>
        workspace.query(
          'SELECT 1 FROM chat_identity c JOIN person p ON p.id = c.person_id AND p.email LIKE $1',
          [`${account}@%`],
        );
      const person = workspace.person(account);
      await person.answerTo('/pintu');
      expect(await linked()).toHaveLength(1);
      // Of a member Slack tells much, of which nothing follows.
      await workspace.playground.api.changePerson({ person: account, change: { title: 'Rapat' } });
      await settled(workspace);
      expect(await linked()).toHaveLength(1);
      await workspace.playground.api.changePerson({ person: account, change });
      // Slack is answered before anything is done.
      await expect.poll(linked).toEqual([]);
      await settled(workspace);
      const entries = await workspace.query<{ reason: string }>(
        `SELECT reason FROM audit_entry WHERE action = 'person.unlinked' ORDER BY id DESC LIMIT 1`,
      );
      expect(entries).toEqual([{ reason: `slack: ${'guest' in change ? 'guest' : 'deactivated'}` }]);
    },
  );
});
