import type { Platform } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { budi, decide, openReasoned, register, rowsOf, siti } from '../support/satker-steps.ts';
import { settled, voice, words } from '../support/user-id-steps.ts';

const both: readonly Platform[] = ['slack', 'teams'];

describe('the satker desk on Slack and Teams together', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: both });
  });
  afterAll(() => workspace.stop());

  it.each([
    ['slack', 'teams', siti],
    ['teams', 'slack', budi],
  ] as const)(
    'I-7 S-7 U-13 entered in %s and decided in %s: the thread tells, and no copy has buttons',
    async (entered, decided, somebody) => {
      const ali = workspace.person('ali.rahman', entered);
      const maya = workspace.person('maya.anggraini', decided);
      await ali.command('/pintu');
      await maya.command('/pintu');
      const number = await register(ali, somebody);
      await settled(workspace);
      expect(await workspace.person('maya.anggraini', entered).isShown(number)).toBe(false);
      const open = await openReasoned(maya, number, 'Reject', {
        label: words('record.decision.whyReject'),
        text: 'Tidak jadi',
      });
      await open.close();
      await decide(maya, number, 'Approve');
      await settled(workspace);
      expect(await rowsOf(workspace, somebody.nik)).toEqual([2]);
      const name = 'Maya Anggraini';
      expect((await ali.thread(number)).at(-1)).toContain(
        voice(entered, 'id')('satker.step.approved', { actor: name, name: somebody.name }),
      );
      expect(await maya.buttons(number)).not.toContain('Approve');
    },
  );
});
