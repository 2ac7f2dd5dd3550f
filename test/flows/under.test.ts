import {
  type ChatPerson,
  platforms,
  type SlackPerson,
  type TeamsPerson,
} from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutDeadline } from '../../src/core/deadline.ts';
import type { Database } from '../../src/db/database.ts';
import { type Conversation, type Posting, post } from '../../src/posted/post.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { lastEntry } from '../support/card-catalogue.ts';
import { openDatabase } from '../support/open-database.ts';
import { approve, ask, forRina, settled } from '../support/user-id-steps.ts';

/** Where somebody's message stands, as a posting names it. */
async function messageOf(person: ChatPerson, text: string): Promise<Conversation> {
  const found =
    'mention' in person
      ? await (person as TeamsPerson).message(text, ({ fromBot }) => !fromBot)
      : await (person as SlackPerson).message(text);
  return 'ts' in found
    ? { platform: 'slack', channel: found.channel, under: found.ts }
    : { platform: 'teams', channel: found.chat, under: found.id };
}

describe.each(platforms)('cards below somebody’s message in %s', (platform) => {
  let workspace: Workspace;
  let db: Database;
  let putri: ChatPerson;
  let number: string;
  let subject: string;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
    db = openDatabase(workspace.databaseUrl, { max: 1, timeoutMs: 10_000 });
    putri = workspace.person('putri.maharani');
    await workspace.door().letIn();
    number = await ask(workspace.person('rina.wulandari'), forRina);
    const [row] = await workspace.query<{ id: number }>('SELECT id FROM user_id_request WHERE number = $1', [
      number,
    ]);
    subject = `user-id:${row?.id}`;
  });
  afterAll(async () => {
    await db.close();
    await workspace.stop();
  });

  const root = (key: string, channel: Conversation): Posting => ({
    key,
    card: 'user-id.root',
    subject,
    channel,
    live: true,
  });

  it('P-5 U-13 stand in its thread, with what belongs to them, and are brought up to date there', async () => {
    await putri.drop(workspace.door().channel, 'ini berkasnya');
    const channel = await messageOf(putri, 'ini berkasnya');
    const first = root('first', channel);
    const step: Posting = {
      key: 'step',
      card: 'user-id.step',
      subject,
      args: { entry: await lastEntry(db, subject) },
      channel,
      thread: first.key,
      live: false,
    };
    await db.transaction(withoutDeadline, (tx) => post(tx, [first, step]));
    await settled(workspace);
    const below = await putri.below('ini berkasnya');
    expect(below).toHaveLength(2);
    expect(below[0]).toContain('Waiting for Approval Atasan Pemohon');
    await approve(workspace.person('bima.santoso'), number);
    await settled(workspace);
    expect((await putri.below('ini berkasnya'))[0]).toContain('Waiting for Approval ICT Verificator');
  });

  it('P-5 belong to a reply’s root, since a thread has none of its own', async () => {
    const later: Posting = {
      ...root('later', { platform, channel: 'elsewhere' }),
      card: 'user-id.step',
      args: { entry: await lastEntry(db, subject) },
      thread: 'first',
      live: false,
    };
    await db.transaction(withoutDeadline, (tx) => post(tx, [later]));
    await settled(workspace);
    expect(await putri.below('ini berkasnya')).toHaveLength(3);
  });

  it.runIf(platform === 'slack')(
    'P-7 are found in the thread when their acceptance was not heard of, and stand there once',
    async () => {
      await putri.drop(workspace.door().channel, 'berkas kedua');
      const channel = await messageOf(putri, 'berkas kedua');
      await workspace.door().fail({ call: 'post', kind: 'reset', times: 1, applied: true });
      await db.transaction(withoutDeadline, (tx) => post(tx, [root('second', channel)]));
      await expect
        .poll(
          async () => {
            await workspace.query(
              'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
            );
            return workspace.query('SELECT task_identifier, last_error FROM graphile_worker.jobs');
          },
          { interval: 100 },
        )
        .toEqual([]);
      expect(await putri.below('berkas kedua')).toHaveLength(1);
    },
  );
});
