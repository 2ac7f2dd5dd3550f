import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { ask, forRina } from '../support/user-id-steps.ts';

describe('The numbers of requests', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.stop());

  it('U-1 stay unique when six digits are used up', async () => {
    await workspace.query(`SELECT setval('user_id_number', 999998)`);
    for (let n = 0; n < 3; n += 1) await ask(workspace.person('rina.wulandari'), forRina);
    const rows = await workspace.query<{ number: string }>('SELECT number FROM user_id_request ORDER BY id');
    expect(rows.map(({ number }) => number.replace(/^UID-\d{4}-/, ''))).toEqual([
      '999999',
      '1000000',
      '1000001',
    ]);
  });
});
