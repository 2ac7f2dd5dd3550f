import { platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { connected } from '../support/database.ts';
import { settled, voice } from '../support/user-id-steps.ts';

describe.each(platforms)('the audit log, in %s', (platform) => {
  const t = voice(platform, 'id');
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace({ platforms: [platform] });
  });
  afterAll(() => workspace.stop());

  /** Has a scheduled job run now. */
  async function run(job: string): Promise<void> {
    await workspace.query(`SELECT graphile_worker.add_job($1, '{}'::json, job_key := $1)`, [job]);
    await settled(workspace);
  }

  it('I-5 I-9 is checked by a job that tells an ADMIN, by itself and against the note of a day', async () => {
    const tono = workspace.person('tono.wijaya');
    const verify = () => tono.answerTo('/pintu audit verify');
    expect(await verify()).toContain(t('audit.begun'));
    await tono.sees(t('audit.holds'));
    await run('audit.seal');
    await run('audit.note');
    await tono.sees(t('audit.note.title'));
    const press = async () => {
      const told = await tono.answerTo(() =>
        tono.click(t('audit.note.check'), { in: t('audit.note.title') }),
      );
      await tono.closeModals();
      return told;
    };
    expect(await press()).toContain(t('audit.begun'));
    await tono.sees(t('audit.against'));
    await settled(workspace);

    // The end is cut off by whoever can write to every table, and the note of it with it.
    await connected(workspace.databaseUrl, async (client) => {
      await client.query('SET session_replication_role = replica');
      for (const table of ['audit_head', 'audit_seal', 'audit_unsealed', 'audit_entry'])
        await client.query(`DELETE FROM ${table}`);
    });
    await press();
    // Names the job that is left, should the card never say so.
    await settled(workspace);
    await tono.sees(t('audit.broken'));
    await tono.sees(t('audit.report'));
  });

  it('I-3 I-5 is checked for ADMINs alone', async () => {
    const rina = workspace.person('rina.wulandari');
    expect(await rina.answerTo('/pintu audit verify')).toContain(t('error.adminOnly').slice(0, 20));
    expect(
      await workspace.query(
        'SELECT 1 FROM audit_check c JOIN person p ON p.id = c.asked_by_id AND p.email LIKE $1',
        ['rina.%'],
      ),
    ).toEqual([]);
  });
});
