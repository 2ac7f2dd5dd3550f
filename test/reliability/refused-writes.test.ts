import { afterEach, describe, expect, it } from 'vitest';
import { translate } from '../../src/core/texts/index.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { connected } from '../support/database.ts';
import { ask, forRina, settled } from '../support/user-id-steps.ts';

let workspace: Workspace;
afterEach(() => workspace.stop());

/** As a standby that was not promoted, or an operator, has it: every session but our own is read-only from now on. */
async function takeWrites(taken: boolean): Promise<void> {
  await connected(workspace.databaseUrl, async (client) => {
    await client.query('SET default_transaction_read_only = off');
    const name = new URL(workspace.databaseUrl).pathname.slice(1);
    await client.query(
      `ALTER DATABASE ${name} ${taken ? 'RESET default_transaction_read_only' : 'SET default_transaction_read_only = on'}`,
    );
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  });
}

const lines = (message: RegExp) => workspace.log.lines.filter((line) => message.test(line.message));
const ready = async () => {
  const answer = await fetch(`${workspace.url}/readyz`);
  return { status: answer.status, text: await answer.text() };
};

describe('a database that refuses writes', () => {
  it('U-13 is waited for: readiness says so, people are told, the log says why once, and all goes on by itself', async () => {
    workspace = await openWorkspace();
    const rina = workspace.person('rina.wulandari');
    await ask(rina, forRina);
    await settled(workspace);

    await takeWrites(false);
    // The first may still be given a connection of which the program has not yet read that it was ended.
    await expect
      .poll(ready)
      .toMatchObject({ status: 503, text: expect.stringContaining('takes no changes') });
    expect((await fetch(`${workspace.url}/healthz`)).status).toBe(200);
    // The pauses between attempts grow: three of them, and no line in the log for any but the first.
    await expect.poll(() => lines(/the worker cannot begin yet/).length).toBeGreaterThanOrEqual(3);
    const failed = lines(/the database failed the worker/);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.fields.error).toContain('read-only transaction');
    await rina.command('/userid');
    await rina.sees(translate('id')('error.stalled'));
    await ready();
    const unanswered = lines(/operators were not answered/).map(({ fields }) => String(fields.error));
    expect(unanswered.filter((error) => error.includes('read-only'))).toHaveLength(1);

    await takeWrites(true);
    await expect.poll(ready).toEqual({ status: 200, text: 'ready\n' });
    await ask(rina, forRina);
    await settled(workspace);
    await expect.poll(() => lines(/the worker runs again/)).toHaveLength(1);
    expect(lines(/the database failed the worker/).length).toBeLessThanOrEqual(2);
  });
});
