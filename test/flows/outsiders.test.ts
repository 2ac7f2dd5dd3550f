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
});
