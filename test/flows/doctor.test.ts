import { platforms } from '@satu-pintu/playground/people';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newSigner, noteOf, signCheckpoint } from '../../src/merkle/signed-note.ts';
import { emptyRoot } from '../../src/merkle/tree.ts';
import { openWorkspace } from '../support/bot.ts';
import { playedOn } from '../support/played-on.ts';
import { openDesk, type SatkerWorkspace } from '../support/satker-desk.ts';
import { voice } from '../support/user-id-steps.ts';

describe.each(platforms)('the doctor, in %s', (platform) => {
  const test = playedOn('slack', platform);
  const t = voice(platform, 'id');
  const mend = t('doctor.mend.directoryHub');
  let workspace: SatkerWorkspace;
  const found = () => workspace.person('tono.wijaya').answerTo('/pintu doctor');
  beforeAll(async () => {
    workspace = await openDesk({ platform, language: 'id' });
  });
  afterEach(() => {
    workspace.registers.heal();
    workspace.registers.disconnect(null);
  });
  afterAll(() => workspace.stop());

  it('P-3 has nothing against a directory hub that is Connected, and says nothing of a register that is none', async () => {
    expect(await found()).toContain(t('doctor.directoryHub'));
    expect(await found()).not.toContain(mend);
    expect(await found()).not.toContain(t('doctor.employeeRegister'));
    expect(await found()).toContain(t('sign.check.authority'));
    expect(await found()).not.toContain(t('sign.check.authorityMend'));
  });

  test('names the versions of Node.js and PostgreSQL, with the end of each', async () => {
    const shown = await found();
    const [{ version = '' } = {}] = await workspace.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    expect(shown).toContain(t('doctor.runtime'));
    for (const name of [`Node.js ${process.versions.node}: `, `PostgreSQL ${version.split(' ')[0]}: `])
      expect(shown).toContain(name);
  });

  it('T-1 says at the top that it works but something needs attention, as where a root of the log is missing in the mail', async () => {
    const headed = async () => (await found()).split('\n').slice(0, 3).join('\n');
    const never = t('doctor.witnesses.never', { place: t(`doctor.${platform}`) });
    expect(await found()).toContain(never);
    await workspace.query(
      `INSERT INTO bound_channel (platform, tenant, channel, name, purpose, bound_by_id, bound_at)
       SELECT $1, 'T1', 'C1', 'Admin', 'ADMINS', id, now() FROM person WHERE email LIKE 'tono.wijaya@%'`,
      [platform],
    );
    expect(await found()).not.toContain(never);
    // This may run on a version that is mended no more.
    const before = (await found()).split(`🟡 ${t('doctor.attention')}`).length - 1;
    const heading = (n: number) => (n > 0 ? t('doctor.limited', { count: n }) : t('doctor.well'));
    expect(await headed()).toContain(heading(before));
    const signer = newSigner('satu-pintu/audit/0');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await workspace.query('INSERT INTO audit_checkpoint (day, size, note) VALUES ($1, 0, $2)', [
      yesterday,
      noteOf(signCheckpoint({ origin: signer.origin, size: 0, root: emptyRoot, at: yesterday }, [signer])),
    ]);
    expect(await headed()).toContain(t('doctor.limited', { count: before + 1 }));
    expect(await found()).toContain(t('doctor.witnesses.mend').split('`')[0] ?? '');
    workspace.registers.disconnect('Agent di AAD01 tidak menjawab');
    expect(await headed()).toContain(t('doctor.wrong', { count: 1 }));
  });

  test('says which jobs are due for long and taken by nobody', async () => {
    expect(await found()).not.toContain(t('jobs.stuck.heading'));
    // Nobody here does such jobs.
    await workspace.query(`SELECT enqueue_job('nobody.does', '{}'), enqueue_job('soon.done', '{}')`);
    const theirs = `FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier`;
    await workspace.query(
      `UPDATE graphile_worker._private_jobs j SET run_at = now() - interval '11 minutes' ${theirs} = 'nobody.does'`,
    );
    const shown = await found();
    await workspace.query(
      `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
       WHERE t.id = j.task_id AND t.identifier IN ('nobody.does', 'soon.done')`,
    );
    expect(shown).toContain(t('jobs.stuck.total', { count: 1, minutes: 10 }));
    expect(shown).toContain('nobody.does');
    expect(shown).not.toContain('soon.done');
  });

  it('P-3 says why the hub is not connected, in the hub’s own words, and how to mend it', async () => {
    workspace.registers.disconnect('Agent di AAD01 tidak menjawab');
    const reason = t('neighbour.hubNotConnected', {
      name: 'PT. Pertamina Persero AAD',
      reason: 'Agent di AAD01 tidak menjawab',
    });
    expect(await found()).toContain(reason);
    expect(await found()).toContain(mend);
    workspace.registers.disconnect(null);
    expect(await found()).not.toContain(mend);
  });

  test('P-3 says so where the hub cannot be asked', async () => {
    workspace.registers.trouble('directory-hub', 'unavailable');
    expect(await found()).toMatch(/directory-hub: GET \/(hub|health): answered 503/);
    workspace.registers.trouble('directory-hub', 'lost');
    expect(await found()).toContain(t('doctor.noConnection', { code: 'UND_ERR_SOCKET' }));
    workspace.registers.heal();
  });
});

describe('the doctor without registers of the operator’s own', () => {
  const t = voice('slack', 'id');

  it.each([
    ['names the sandbox of the hub as one', 'true', `${t('doctor.directoryHub')} (sandbox)`],
    ['says that the hub is not set up', 'false', t('doctor.mend.directoryHub')],
  ])('P-3 %s', async (_, SANDBOX, expected) => {
    const workspace = await openWorkspace({ env: { SANDBOX } });
    try {
      const found = await workspace.person('tono.wijaya').answerTo('/pintu doctor');
      expect(found).toContain(expected);
    } finally {
      await workspace.stop();
    }
  });
});
